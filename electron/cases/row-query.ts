// A query as SQL over the rows: which lines, in which order. Values of the query are bound, never written into it.

import type { RecordColumn, RecordQuery } from "../../shared/contract/records.ts";
import { fold, isPlain } from "./entry-columns.ts";

/**
 * What each column is sorted by. Times as text sort right once the Z and a fraction's zeros are gone; other texts by
 * code points.
 */
const SORT_BY: Readonly<Record<RecordColumn, string>> = {
  seq: "seq",
  time: "CASE WHEN instr(time, '.') THEN rtrim(rtrim(rtrim(time, 'Z'), '0'), '.') ELSE rtrim(time, 'Z') END",
  actor: "actor",
  trigger: "trigger",
  action: "action",
  confidence: "confidence",
  outcome: "outcome",
  durationMs: "durationMs",
};

export function isUnfiltered({ text, outcomes }: RecordQuery): boolean {
  return text.trim() === "" && outcomes.length === 0;
}

const SEARCHED = ["id", "actor", "trigger", "action", "outcome", "correlation"];
const LIKE = SEARCHED.map((column) => `${column} LIKE ? ESCAPE '\\'`).join(" OR ");

/**
 * Gives the matching lines. Rows without a value come last either way, equal rows in the order of the log. `ordered`:
 * line order is the order of `seq`, see IndexMeta.
 */
export function queryLines(
  query: RecordQuery,
  ordered: boolean,
): { readonly sql: string; readonly values: readonly string[] } {
  const words = [
    ...new Set(
      fold(query.text)
        .split(/\s+/)
        .filter((word) => word !== ""),
    ),
  ].map((word) => holds(word));
  const { outcomes } = query;
  const where = [
    ...(outcomes.length === 0 ? [] : [`outcome IN (${outcomes.map(() => "?").join(",")})`]),
    ...words.map(({ sql }) => sql),
  ];
  const way = query.descending ? "DESC" : "ASC";
  const order =
    query.sort === "seq" && ordered ? `line ${way}` : `${SORT_BY[query.sort]} ${way} NULLS LAST, line ASC`;
  const condition = where.length === 0 ? "" : ` WHERE ${where.join(" AND ")}`;
  const values = [...outcomes, ...words.flatMap(({ values }) => values)];
  return { sql: `SELECT line FROM rows${condition} ORDER BY ${order}`, values };
}

/** LIKE knows no case for ASCII, and ends at a NUL: it is for plain words in plain rows. */
function holds(word: string): { readonly sql: string; readonly values: readonly string[] } {
  if (!isPlain(word)) return { sql: "instr(search, ?) > 0", values: [word] };
  const pattern = `%${word.replaceAll(/[\\%_]/g, (char) => `\\${char}`)}%`;
  return {
    sql: `CASE WHEN search IS NULL THEN ${LIKE} ELSE instr(search, ?) > 0 END`,
    values: [...SEARCHED.map(() => pattern), word],
  };
}
