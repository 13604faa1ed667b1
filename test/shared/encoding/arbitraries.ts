// Random I-JSON values for properties: hostile keys, any Unicode, and numbers on both sides of every rule.

import * as fc from "fast-check";
import type { JsonObject, JsonValue } from "../../../shared/encoding/json.ts";

/** Objects without a prototype, as parseJson makes them, so that `__proto__` is a key like any other. */
export function bareObject(entries: readonly (readonly [string, JsonValue])[]): JsonObject {
  const out = Object.create(null) as JsonObject;
  for (const [key, value] of entries) out[key] = value;
  return out;
}

const decimal = fc
  .tuple(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.integer({ min: -12, max: 8 }))
  .map(([digits, exponent]) => Number(`${digits}e${exponent}`));

/** Finite doubles without those whole numbers that I-JSON cannot hold; never -0, whose canonical form is 0. */
export const ijsonNumber: fc.Arbitrary<number> = fc
  .oneof(fc.maxSafeInteger(), fc.double({ noNaN: true, noDefaultInfinity: true }), decimal)
  .filter((value) => /[.e]/.test(String(value)) || Number.isSafeInteger(value))
  .map((value) => (value === 0 ? 0 : value));

const text = fc.oneof(
  { weight: 3, arbitrary: fc.string({ maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 8 }) },
  fc.constantFrom("\u0000", "\u001f", "\u007f", '"', "\\", "/", "\u2028", "\ufeff", "\u{1f600}", "\ufb33"),
);

const key = fc.oneof(
  text,
  fc.constantFrom("", "__proto__", "constructor", "a", "aa", "ab", "b", "A", " ", "!", "\u20ac"),
);

const tree = fc.letrec<{ value: JsonValue; array: JsonValue[]; object: JsonObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    ijsonNumber,
    text,
    fc.boolean(),
    fc.constant(null),
    tie("array"),
    tie("object"),
  ),
  array: fc.array(tie("value"), { maxLength: 5 }),
  object: fc
    .uniqueArray(fc.tuple(key, tie("value")), { selector: ([name]) => name, maxLength: 8 })
    .map((entries) => bareObject(entries)),
}));

export const jsonValue: fc.Arbitrary<JsonValue> = tree.value;
export const jsonObject: fc.Arbitrary<JsonObject> = tree.object;

/** Small, fast, seeded random numbers (mulberry32) for loops that fast-check would be too slow for. */
export function seededRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) % below;
  };
}
