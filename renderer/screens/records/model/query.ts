// What the table of records is asked for, remembered for each case while the program runs.

import type { RecordColumn, RecordQuery } from "../../../../shared/contract/records.ts";
import { RECORD_COLUMNS } from "../../../../shared/contract/records.ts";

export const ALL_RECORDS: RecordQuery = { text: "", outcomes: [], sort: "seq", descending: false };

const remembered = new Map<string, RecordQuery>();

export function rememberedQuery(caseId: string): RecordQuery {
  return remembered.get(caseId) ?? ALL_RECORDS;
}

export function rememberQuery(caseId: string, query: RecordQuery): void {
  remembered.set(caseId, query);
}

/** True where the query may leave records out. */
export function narrows({ text, outcomes }: RecordQuery): boolean {
  return text.trim() !== "" || outcomes.length > 0;
}

/** The same records, all of them, in the same order. */
export function widened(query: RecordQuery): RecordQuery {
  return { ...query, text: "", outcomes: [] };
}

/** A click on a header: sorts by it, then the other way round, then back to the log's own order. */
export function sortedBy(query: RecordQuery, column: string): RecordQuery {
  const sort = RECORD_COLUMNS.find((known) => known === column);
  if (sort === undefined) return query;
  if (query.sort !== sort) return { ...query, sort, descending: startsDescending(sort) };
  const turned = query.descending !== startsDescending(sort);
  if (!turned) return { ...query, descending: !query.descending };
  return { ...query, sort: ALL_RECORDS.sort, descending: false };
}

/** Of durations one wants the longest first. */
function startsDescending(sort: RecordColumn): boolean {
  return sort === "durationMs";
}

export function toggled(outcomes: readonly string[], outcome: string): string[] {
  return outcomes.includes(outcome) ? outcomes.filter((one) => one !== outcome) : [...outcomes, outcome];
}

/** "5 records", or "2 of 5 records" where something is hidden. */
export function countWords(matched: number, total: number, format: (count: number) => string): string {
  const noun = total === 1 ? "record" : "records";
  return matched === total ? `${format(total)} ${noun}` : `${format(matched)} of ${format(total)} ${noun}`;
}
