// Evidence is hostile: characters that control, reorder or hide are shown as escapes such as `\u{202e}`. This is the
// one place that says which those are.

/**
 * Controls (Cc), format characters such as bidi overrides (Cf), everything that Unicode says may be drawn as nothing,
 * line and paragraph separators, and halves of surrogate pairs (Cs).
 */
const HIDDEN = String.raw`\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029`;
/** A backslash of the text itself that would read as the beginning of an escape. */
const LOOKALIKE = String.raw`\\(?=u\{)`;

const ALL = new RegExp(`(?:[${HIDDEN}]|${LOOKALIKE})+`, "gu");
const ALL_BUT_LINES = new RegExp(`(?:(?![\\n\\t])[${HIDDEN}]|${LOOKALIKE})+`, "gu");
/** In JSON the controls up to U+001F and halves of pairs are escaped already. */
const IN_JSON = /[\u007f-\u009f\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu;

const ONE = new RegExp(`[${HIDDEN}]`, "u");

/** True for a text with a character that would not be seen as what it is. */
export function hasHidden(text: string): boolean {
  return ONE.test(text);
}

export interface VisibleOptions {
  /** LF and TAB stay as they are: for text that is shown in lines. By default they are escaped like the rest. */
  readonly lines?: boolean;
}

/** A run of plain text, or of escapes in place of characters that would not be seen. */
export interface VisiblePart {
  readonly text: string;
  readonly hidden: boolean;
}

/** The text in runs; an empty text has none. Joined, they are `visible(text)`. */
export function visibleParts(text: string, options: VisibleOptions = {}): VisiblePart[] {
  const parts: VisiblePart[] = [];
  let at = 0;
  for (const { 0: run, index } of text.matchAll(options.lines === true ? ALL_BUT_LINES : ALL)) {
    if (index > at) parts.push({ text: text.slice(at, index), hidden: false });
    parts.push({ text: escapes(run), hidden: true });
    at = index + run.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), hidden: false });
  return parts;
}

export function visible(text: string, options: VisibleOptions = {}): string {
  return text.replaceAll(options.lines === true ? ALL_BUT_LINES : ALL, escapes);
}

/** JSON with everything that could move a terminal or deceive its reader escaped: still the same JSON. */
export function visibleJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replaceAll(IN_JSON, (char) =>
    Array.from({ length: char.length }, (_, i) => jsonEscape(char.charCodeAt(i))).join(""),
  );
}

/** Each character of a run as an escape. */
export function escapes(run: string): string {
  return Array.from(run, (char) => `\\u{${char.codePointAt(0)!.toString(16)}}`).join("");
}

function jsonEscape(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}
