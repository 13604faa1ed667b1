// Reads a file of receipts: JSON Lines, one JSON array, or one JSON object. The strict reader refuses what two
// readers could understand in two ways; each receipt keeps the line where it begins.

import { isJsonObject, parseJson } from "../../encoding/json.ts";
import type { JsonObject, JsonValue } from "../../encoding/json.ts";
import { Fault } from "../../model/fault.ts";
import { MAX_JSON_DEPTH } from "../../model/limits.ts";
import { agentReceipts } from "./agent-receipts.ts";
import type { ReceiptDialect, ReceiptItem } from "./dialect.ts";

const DIALECTS: readonly ReceiptDialect[] = [agentReceipts];
/** All that RFC 8259 section 2 takes for white space. */
const SPACE_ONLY = /^[ \t\r\n]*$/;
const COLUMN = /\(column (\d+)\)$/;

/** The dialect of a file that begins with this object, or null where none is known. */
export function findDialect(first: JsonObject): ReceiptDialect | null {
  return DIALECTS.find((dialect) => dialect.recognises(first)) ?? null;
}

/**
 * Reads the receipts of a text; lines without anything are passed over.
 * @throws Fault, its place naming the line: a JsonFaultCode, `receipt-not-object`, or `receipt-none`.
 */
export function readReceipts(text: string): ReceiptItem[] {
  const items = /^[ \t\r\n]*\[/.test(text) ? readArray(text) : readObjects(text);
  if (items.length === 0) throw new Fault("receipt-none", "the file holds no receipt");
  return items;
}

function readArray(text: string): ReceiptItem[] {
  const values = parseAt(text, 1, MAX_JSON_DEPTH + 1);
  if (!Array.isArray(values)) return [];
  const lines = elementLines(text);
  return values.map((value, i) => {
    if (isJsonObject(value)) return { value, line: lines[i] ?? 1 };
    throw new Fault("receipt-not-object", `element ${i + 1} of the array is not a JSON object`);
  });
}

function readObjects(text: string): ReceiptItem[] {
  const rows = text
    .split("\n")
    .map((row, i) => ({ row, line: i + 1 }))
    .filter(({ row }) => !SPACE_ONLY.test(row));
  const [first] = rows;
  if (first === undefined) return [];
  try {
    parseAt(first.row, first.line);
  } catch (error) {
    if (rows.length === 1 || !(error instanceof Fault) || error.code !== "json-syntax") throw error;
    return [readSpread(text, first.line, error)];
  }
  return rows.map(({ row, line }) => ({ value: objectAt(row, line), line }));
}

/** One object over several lines. Where it is none either, the text was meant as what its lines look like. */
function readSpread(text: string, line: number, asLines: Fault): ReceiptItem {
  try {
    return { value: objectAt(text, 1), line };
  } catch (error) {
    throw text.trimStart().includes("\n{") ? asLines : error;
  }
}

function objectAt(text: string, line: number): JsonObject {
  const value = parseAt(text, line);
  if (isJsonObject(value)) return value;
  throw new Fault("receipt-not-object", "this is not a JSON object", { line });
}

/** parseJson for a text that begins at `line` of the file: faults name the line, and the column in that line. */
function parseAt(text: string, line: number, maxDepth?: number): JsonValue {
  try {
    return parseJson(text, maxDepth);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const at = Number(COLUMN.exec(error.message)?.[1] ?? 1) - 1;
    const before = text.slice(0, at).split("\n");
    const column = (before.at(-1) ?? "").length + 1;
    const message = error.message.replace(COLUMN, `(column ${column})`);
    throw new Fault(error.code, message, { line: line + before.length - 1 });
  }
}

/** The lines where the objects of an array begin. The text has been parsed: brackets and quotes are in order. */
function elementLines(text: string): number[] {
  const lines: number[] = [];
  let depth = 0;
  let line = 1;
  let inString = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i];
    if (char === "\n") line += 1;
    else if (char === '"') inString = !inString;
    else if (inString) i += char === "\\" ? 1 : 0;
    else if (char === "[" || char === "{") {
      if (depth === 1 && char === "{") lines.push(line);
      depth += 1;
    } else if (char === "]" || char === "}") depth -= 1;
  }
  return lines;
}
