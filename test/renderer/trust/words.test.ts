// Keys, endings and thresholds in words.

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TrustedKeyView } from "../../../shared/contract/trust.ts";
import { endingsOf, nowText, timeFault } from "../../../renderer/screens/trust/model/ending.ts";
import {
  sealingKeys,
  thresholdMeaning,
  thresholdOf,
} from "../../../renderer/screens/trust/model/threshold.ts";
import {
  addable,
  claimOf,
  groupsOfFour,
  needsName,
  newRoles,
} from "../../../renderer/widgets/trust-dialog/key-text.ts";
import { formatPublicKeyPem } from "../../../shared/encoding/pem.ts";
import { formatVerifierKey } from "../../../shared/encoding/vkey.ts";
import { BUNDLE_KEY } from "../../support/keys.ts";

const key = (over: Partial<TrustedKeyView> = {}): TrustedKeyView => ({
  name: "a",
  hint: "a+00000000",
  vkey: "a+00000000+AQ==",
  fingerprint: "0".repeat(64),
  roles: ["bundle"],
  status: "active",
  statusAt: null,
  ...over,
});

describe("a key that is given", () => {
  it("needs a name where it is a PEM, and has one where it is a verifier key", () => {
    expect(needsName(formatPublicKeyPem(BUNDLE_KEY.publicKey))).toBe(true);
    expect(needsName(formatVerifierKey(BUNDLE_KEY))).toBe(false);
  });

  it("shows its fingerprint in groups of four, all of it", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from("0123456789abcdef")), minLength: 64, maxLength: 64 }),
        (hex) => {
          expect(groupsOfFour(hex)).toHaveLength(16);
          expect(groupsOfFour(hex).join("")).toBe(hex);
        },
      ),
    );
  });

  it("is compared with what the bundle claims", () => {
    expect(claimOf("a+1", [])).toBe("none");
    expect(claimOf("a+1", ["b+2", "a+1"])).toBe("same");
    expect(claimOf("a+1", ["A+1"])).toBe("other");
  });

  it("is not added again once it was ended", () => {
    for (const status of ["retired", "revoked"] as const)
      expect(addable({ known: key({ status, statusAt: "2026-01-01T00:00:00Z" }) })).toEqual({
        kind: "refused",
        reason: `Your trust file has this key as a+00000000, ${status} since 2026-01-01T00:00:00Z. It cannot be added again.`,
      });
  });

  it("can be given more roles, but not those that it has", () => {
    expect(addable({ known: key() })).toEqual({ kind: "more", has: ["bundle"] });
    expect(newRoles({ known: key() }, ["bundle", "log"])).toEqual(["log"]);
    expect(newRoles({ known: null }, ["bundle", "log"])).toEqual(["bundle", "log"]);
    expect(addable({ known: key({ roles: ["bundle", "log", "notes", "agent"] }) }).kind).toBe("refused");
  });
});

describe("ending a key", () => {
  it("goes one way only", () => {
    expect(endingsOf(key())).toEqual(["retired", "revoked"]);
    expect(endingsOf(key({ status: "retired" }))).toEqual(["revoked"]);
    expect(endingsOf(key({ status: "revoked" }))).toEqual([]);
  });

  it("takes a time in UTC, and offers now", () => {
    expect(nowText(new Date("2026-03-17T14:00:00.123Z"))).toBe("2026-03-17T14:00:00Z");
    expect(timeFault(nowText(new Date("2026-03-17T14:00:00.123Z")))).toBeNull();
    for (const text of ["", "2026-03-17", "2026-03-17T14:00:00+01:00", "2026-02-30T00:00:00Z"])
      expect(timeFault(text), text).not.toBeNull();
  });
});

describe("the threshold", () => {
  it("is a whole number from 1 to 64", () => {
    expect([thresholdOf("1"), thresholdOf(" 64 ")]).toEqual([1, 64]);
    for (const text of ["", "0", "65", "1.5", "-1", "1e1", "0x2", "100"])
      expect(thresholdOf(text), text).toBeNull();
  });

  it("counts active bundle keys, and one secret under two names once", () => {
    const keys = [
      key(),
      key({ name: "b" }),
      key({ fingerprint: "1".repeat(64), status: "retired" }),
      key({ fingerprint: "2".repeat(64), roles: ["log"] }),
      key({ fingerprint: "3".repeat(64) }),
    ];
    expect(sealingKeys({ keys })).toBe(2);
  });

  it("says where it cannot be met", () => {
    expect(thresholdMeaning(1, 1)).toBe("One trusted bundle key is enough for a bundle.");
    expect(thresholdMeaning(2, 1)).toContain("nothing sealed today can be VALID");
    expect(thresholdMeaning(1, 0)).toContain("no active key");
  });
});
