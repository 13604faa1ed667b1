// Which of the open cases have a tab.

/** The first `room` in order; the present one takes the last place where it would have none. */
export function shownCases<T extends { readonly id: string }>(
  cases: readonly T[],
  current: string | null,
  room: number,
): { shown: T[]; hidden: T[] } {
  const index = cases.findIndex(({ id }) => id === current);
  const shown =
    index >= room ? [...cases.slice(0, room - 1), cases[index]!] : cases.slice(0, Math.max(1, room));
  return { shown, hidden: cases.filter((one) => !shown.includes(one)) };
}
