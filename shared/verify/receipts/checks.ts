// A report on receipts as checks, in the words that verdicts use.

import type { Check } from "../../model/verdict.ts";
import { placeOf } from "../../model/log.ts";
import { RECEIPT_QUESTIONS } from "./dialect.ts";
import type { ReceiptQuestion, ReceiptReport } from "./dialect.ts";

const TEXTS: Readonly<
  Record<ReceiptQuestion, { title: string; proves: string; doesNotProve: string; good: string }>
> = {
  form: {
    title: "Receipts' form",
    proves: "Each receipt has the members that its version asks for, and no key twice.",
    doesNotProve: "That the content is true.",
    good: "all receipts well-formed",
  },
  signature: {
    title: "Receipts' signatures",
    proves: "Each receipt was signed, as it stands, with a key that you gave.",
    doesNotProve: "When it was signed, nor that the key was in its owner's hands alone.",
    good: "all receipts signed by a given key",
  },
  chain: {
    title: "Receipts' chain",
    proves: "Each receipt carries the hash of the one before it.",
    doesNotProve: "That nothing was cut from the end: receipts have no signed head.",
    good: "every receipt names the one before it",
  },
  sequence: {
    title: "Receipts' sequence",
    proves: "Sequence numbers rise by one in each chain.",
    doesNotProve: "That the agent issued a receipt for everything it did.",
    good: "numbers rise by one",
  },
};

export function receiptChecks(report: ReceiptReport, file: string): Check[] {
  return RECEIPT_QUESTIONS.map((question): Check => {
    const { good, ...text } = TEXTS[question];
    const base = { id: `receipts.${question}`, group: "action-log" as const, required: true, ...text };
    const fault = report.faults[question];
    if (fault !== undefined) {
      const failure = { ...placeOf(file, fault), file, message: fault.message };
      return { ...base, result: "fail", code: fault.code, detail: fault.message, failure };
    }
    const { unknownSigner } = report;
    if (question === "signature" && unknownSigner !== null) {
      const detail = `line ${unknownSigner.line}: ${unknownSigner.message}`;
      return { ...base, result: "not-checked", code: unknownSigner.code, detail };
    }
    return {
      ...base,
      result: "pass",
      code: `receipt-${question}-holds`,
      detail: `${report.receipts} receipts: ${good}`,
    };
  });
}
