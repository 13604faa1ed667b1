// A trust file that asks for the signatures of several keys.

import { describe } from "vitest";
import type { Forgery, Signer } from "../support/forge.ts";
import { BUNDLE_ENTRY, BUNDLE_KEY, LOG_ENTRY, LOG_KEY, testKey, trustOf } from "../support/keys.ts";
import { attacks } from "../support/told.ts";

const SHORT = "CANNOT-CHECK signature.signers:threshold-not-met";
const BAD = "INVALID signature.signers:signature-bad";
const STRANGER = testKey("stranger");
const SECOND = testKey("second");
const TWO = trustOf([BUNDLE_ENTRY, LOG_ENTRY, { key: SECOND, roles: ["bundle"] }], 2);
const signed = (...signers: readonly Signer[]): Forgery => ({ signers });

describe("where two bundle keys must have signed", () => {
  const [one, two] = [{ key: BUNDLE_KEY }, { key: SECOND }];
  const renamed = testKey("second", "test.example/second-again");
  const twoNames = trustOf(
    [LOG_ENTRY, { key: SECOND, roles: ["bundle"] }, { key: renamed, roles: ["bundle"] }],
    2,
  );
  const withLog = trustOf([BUNDLE_ENTRY, LOG_ENTRY], 2);
  attacks([
    ["one is not enough", signed(one), SHORT, TWO],
    ["one twice is not two", signed(one, one), SHORT, TWO],
    ["one twice with different key ids is not two", signed(one, { ...one, keyid: null }), SHORT, TWO],
    ["one key under two names is not two", signed(two, { key: renamed }), SHORT, twoNames],
    ["an unknown key is not the second", signed(one, { key: STRANGER }), SHORT, TWO],
    ["a log key is not the second", signed(one, { key: LOG_KEY }), SHORT, withLog],
    [
      "a bad signature of the second key makes it INVALID",
      signed(one, { ...two, sig: () => Buffer.alloc(64).toString("base64") }),
      BAD,
      TWO,
    ],
    [
      "more than there are keys is never met",
      signed(one, two),
      SHORT,
      trustOf([BUNDLE_ENTRY, LOG_ENTRY, { key: SECOND, roles: ["bundle"] }], 3),
    ],
    ["both are enough", signed(one, two), "VALID", TWO],
  ]);
});
