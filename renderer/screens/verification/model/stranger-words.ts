// What it means that a signer is not in the trust file, by what the key would be trusted for.

import type { KeyRole } from "../../../../shared/model/trust.ts";

export interface StrangerWords {
  readonly title: string;
  /** Goes before the key as the evidence names it. */
  readonly names: string;
  /** Where the evidence names no key. */
  readonly unnamed: string;
}

const HOW = "Get the key from its owner, by a way that you trust.";

export const STRANGER_WORDS: Readonly<Record<KeyRole, StrangerWords>> = {
  bundle: {
    title: "The key of its seal is not in your trust file",
    names: "It says that it is sealed by the key",
    unnamed: `It is signed, and does not say by whom. ${HOW}`,
  },
  log: {
    title: "The key of its action log is not in your trust file",
    names: "The log\u2019s checkpoint says that it is signed by the key",
    unnamed: `The log\u2019s checkpoint is signed by a key that your trust file does not hold. ${HOW}`,
  },
  notes: {
    title: "A key of its reviewers\u2019 notes is not in your trust file",
    names: "A log of notes says that it is signed by the key",
    unnamed: `A log of notes is signed by a key that your trust file does not hold. ${HOW}`,
  },
  agent: {
    title: "A key that signed an entry is not in your trust file",
    names: "It says that it is signed by the key",
    unnamed: `An entry is signed by a key that your trust file does not hold. ${HOW}`,
  },
};
