// What a failure means, and what its two values are, by reason code. A meaning names every way in which the fault
// can have come about that the check cannot tell apart.

import type { Check } from "../../../../shared/model/verdict.ts";

export interface FailureWords {
  readonly expected: string;
  readonly found: string;
  /** Null where the message already says it all. */
  readonly meaning: string | null;
}

const PLAIN: FailureWords = { expected: "Expected", found: "Found", meaning: null };

export function failureWords({ code, failure }: Pick<Check, "code" | "failure">): FailureWords {
  const seq = failure?.seq;
  if (code === "chain-broken" && seq !== undefined) {
    return {
      expected: `Hash of entry ${seq - 1}`,
      found: `prev of entry ${seq}`,
      meaning:
        `Entry ${seq - 1} is not the one that entry ${seq} was chained to: one of the two was changed, ` +
        "swapped or put in later.",
    };
  }
  return { ...PLAIN, ...WORDS[code] };
}

const WORDS: Readonly<Record<string, Partial<FailureWords>>> = {
  "chain-genesis": {
    expected: "prev that is due",
    found: "prev that it states",
    meaning: "Only the log's first entry states that nothing stands before it, and it must.",
  },
  "sequence-hole": {
    expected: "Number that is due",
    found: "Number that it has",
    meaning: "Entries were taken out here, or the system did not number what it did without a gap.",
  },
  "sequence-repeated": {
    expected: "Number that is due",
    found: "Number that it has",
    meaning: "An entry was put in, or the log forked here.",
  },
  "sequence-order": { expected: "Number that is due", found: "Number that it has" },
  "file-hash": {
    expected: "SHA-256 listed",
    found: "SHA-256 of the file",
    meaning: "The file was changed or replaced after it was listed, or the list was rewritten.",
  },
  "file-unlisted": { meaning: "The file was added after the list was made, or taken off the list." },
  "file-missing": { meaning: "The file was removed after the list was made, or put on the list later." },
  "checkpoint-root": {
    expected: "Root in the checkpoint",
    found: "Root of these entries",
    meaning:
      "At least one entry differs from what the checkpoint stands for. The root alone does not tell which.",
  },
  "log-cut": {
    expected: "Entries in the checkpoint",
    found: "Entries here",
    meaning: "Entries are missing that were in the log when the checkpoint was made.",
  },
  "log-longer": {
    expected: "Entries in the checkpoint",
    found: "Entries here",
    meaning: "Entries stand here that the checkpoint does not cover.",
  },
  "extract-count": { expected: "Entries sealed", found: "Entries here" },
  "checkpoint-statement": {
    expected: "In the signed statement",
    found: "In the checkpoint",
    meaning: "Seal and checkpoint belong to different logs, or to different states of one log.",
  },
  "checkpoint-signature-bad": {
    found: "Key that it names",
    meaning: "The checkpoint was changed after it was signed, or this key did not sign it.",
  },
  "signature-bad": {
    found: "Key that it names",
    meaning: "The sealed list of files was changed after it was signed, or this key did not sign it.",
  },
  "entry-signature-bad": {
    found: "Key that it names",
    meaning: "The entry was changed after its agent signed it, or this key did not sign it.",
  },
  "policy-hash": {
    expected: "SHA-256 in its name",
    found: "SHA-256 of the file",
    meaning: "The policy text was changed or replaced after it was named.",
  },
  "policy-name": { found: "SHA-256 of the file" },
  "payload-oxum": { expected: "Bytes.files there", found: "Bytes.files stated" },
  "proof-index": { expected: "Entry by its name", found: "Entry by its content" },
  "proof-bad": {
    meaning: "The entry is not the one that stands in the signed log, or the proof was made for another.",
  },
};
