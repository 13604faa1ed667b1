// Why a bundle can be called neither valid nor invalid, in a few words.

import type { Check } from "../model/verdict.ts";

/** `checks` are all checks of the verdict. */
export function refusalClause(check: Check, checks: readonly Check[]): string {
  const known = WORDS[check.id]?.[check.code] ?? ANYWHERE[check.code];
  if (known !== undefined) return known;
  if (checks.every(({ result }) => result === "not-checked"))
    return UNREADABLE[check.code] ?? "the file cannot be read";
  return `the check "${check.title}" could not be made`;
}

const UNREADABLE: Readonly<Record<string, string>> = {
  "file-not-found": "the file is not there",
  "is-a-folder": "this is a folder and no file",
};

const ANYWHERE: Readonly<Record<string, string>> = {
  "log-empty": "its action log has no entry",
  "ed25519-disagreement": "two verifiers do not agree on a signature",
};

const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "signature.signers": {
    "signer-unknown": "nobody whom you trust vouches for this bundle",
    "threshold-not-met": "too few of the keys that you trust have signed it",
    "key-revoked": "the key that sealed it is revoked",
    "key-retired": "the key that sealed it is retired",
    "key-role": "the key that sealed it is not trusted for bundles",
  },
  "checkpoint.signature": {
    "signer-unknown": "nobody whom you trust vouches for its action log",
    "key-revoked": "the key that signed its action log is revoked",
    "key-retired": "the key that signed its action log is retired",
    "key-role": "the key that signed its action log is not trusted for logs",
  },
  "entries.signatures": {
    "entry-signer-unknown": "an entry is signed by a key that you do not trust",
    "key-revoked": "an entry is signed by a key that is revoked",
    "key-retired": "an entry is signed by a key that is retired",
    "key-role": "an entry is signed by a key that is not trusted for entries",
  },
  "notes.logs": {
    "signer-unknown": "reviewers' notes are signed by a key that you do not trust",
    "notes-empty": "a log of reviewers' notes is empty",
    "key-revoked": "reviewers' notes are signed by a key that is revoked",
    "key-retired": "reviewers' notes are signed by a key that is retired",
    "key-role": "reviewers' notes are signed by a key that is not trusted for notes",
  },
};
