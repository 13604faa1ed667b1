// F6: from one part of the window to the next. Parts are elements with `data-region` that can have the focus.

/** Where the focus was in each part when it was left. */
const left = new WeakMap<Element, HTMLElement>();

/**
 * Goes to where the focus was in the part when it was left, else to the part itself: a screen reader says which it is,
 * and Tab goes on into it.
 *
 * @param by 1 for the next part, -1 for the one before.
 */
export function moveRegion(by: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter(
    (region) => region.getClientRects().length > 0,
  );
  const { activeElement } = document;
  const at = regions.findIndex((region) => region.contains(activeElement));
  const from = regions[at];
  if (from !== undefined && activeElement instanceof HTMLElement) left.set(from, activeElement);
  const start = at === -1 && by === -1 ? 0 : at;
  const next = regions[(start + by + regions.length) % regions.length];
  if (next === undefined) return;
  const before = left.get(next);
  if (before !== undefined && next.contains(before)) before.focus();
  // What it was may not take the focus any more.
  if (!next.contains(document.activeElement)) next.focus();
  if (document.activeElement !== next) return;
  next.dataset["ring"] = "";
  next.addEventListener("blur", () => delete next.dataset["ring"], { once: true });
}
