// Verifies a file of agent receipts, where a log file turns out to be one.

import { readFile } from "node:fs/promises";
import { isJsonObject, parseJson } from "../../shared/encoding/json.ts";
import { decodeUtf8 } from "../../shared/encoding/bytes.ts";
import { Fault } from "../../shared/model/fault.ts";
import { placeOf } from "../../shared/model/log.ts";
import type { Check } from "../../shared/model/verdict.ts";
import type { ReceiptKey, ReceiptReport } from "../../shared/verify/receipts/dialect.ts";
import { findDialect, readReceipts } from "../../shared/verify/receipts/read.ts";
import { receiptChecks } from "../../shared/verify/receipts/checks.ts";
import { explain } from "../platform/explain.ts";
import { openToRead } from "../platform/files.ts";
import { nodePlatform } from "../platform/node-platform.ts";

/** Receipts are read whole: larger files are taken for action logs, which are not. */
const MAX_BYTES = 256 * 2 ** 20;
const PEEK = 1 << 20;

export interface ReceiptVerification {
  readonly dialect: string;
  readonly receipts: number;
  /** True where every chain says itself how it ends. */
  readonly ended: boolean;
  readonly checks: readonly Check[];
  readonly warnings: readonly string[];
}

/** Null where the file is no file of receipts of a known dialect. @throws Fault `file-unreadable`, `key-weak`. */
export async function verifyReceipts(
  path: string,
  keys: readonly ReceiptKey[],
): Promise<ReceiptVerification | null> {
  const text = await readIfReceipts(path);
  if (text === null) return null;
  let report: ReceiptReport;
  try {
    const items = readReceipts(text);
    const dialect = items[0] === undefined ? null : findDialect(items[0].value);
    if (dialect === null) return null;
    report = dialect.verify(items, keys, nodePlatform);
  } catch (error) {
    if (!(error instanceof Fault) || error.code === "key-weak") throw error;
    const fault = { code: error.code, message: error.message, line: error.place.line ?? 1 };
    report = {
      dialect: "agent-receipts",
      receipts: 0,
      chains: [],
      faults: { form: { ...placeOf(path, fault), ...fault } },
      unknownSigner: null,
      signed: 0,
      warnings: [],
    };
  }
  const ends = report.chains.map(
    ({ id, receipts, end, head }) => `chain ${id}: ${receipts} receipts, end ${end}, head ${head}`,
  );
  return {
    dialect: report.dialect,
    receipts: report.receipts,
    ended: report.chains.every(({ end }) => end !== "unknown"),
    checks: receiptChecks(report, path),
    warnings: [...report.warnings, ...ends],
  };
}

/** The whole text, where the file begins as receipts do; the first line tells, or the whole where it is one document. */
async function readIfReceipts(path: string): Promise<string | null> {
  try {
    const file = await openToRead(path);
    try {
      const stat = await file.stat();
      if (!stat.isFile() || stat.size > MAX_BYTES) return null;
      const { buffer, bytesRead } = await file.read(Buffer.alloc(PEEK), 0, PEEK, 0);
      const head = buffer.subarray(0, bytesRead).toString("latin1");
      if (!head.includes("AgentReceipt") || isNativeLine(head.slice(0, head.indexOf("\n")))) return null;
    } finally {
      await file.close();
    }
    return decodeUtf8(await readFile(path));
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw new Fault("file-unreadable", `${path} cannot be read: ${explain(error)}`);
  }
}

/** A line of an action log may well speak of receipts. */
function isNativeLine(line: string): boolean {
  try {
    const value = parseJson(line);
    return isJsonObject(value) && "prev" in value && "seq" in value;
  } catch {
    return false;
  }
}
