// Reading the trust file, and whether one of its keys counts for a signature.

import * as z from "zod/mini";
import { decodeUtf8, equalBytes } from "../encoding/bytes.ts";
import { parseJson } from "../encoding/json.ts";
import type { JsonValue } from "../encoding/json.ts";
import { firstIssue } from "../encoding/schema.ts";
import { instantOf, isInstant } from "../encoding/time.ts";
import { formatVerifierKey, keyHint, parseVerifierKey } from "../encoding/vkey.ts";
import { Fault } from "../model/fault.ts";
import type { Digests } from "../model/platform.ts";
import { KEY_ROLES, KEY_STATUSES } from "../model/trust.ts";
import type { KeyRole, Trust, TrustedKey } from "../model/trust.ts";
import { checkPublicKey } from "./ed25519.ts";

export const trustFileSchema = z.strictObject({
  v: z.literal(1),
  threshold: z.int().check(z.gte(1, "a whole number from 1 on is expected")),
  keys: z.array(
    z.strictObject({
      vkey: z.string(),
      roles: z.array(z.enum(KEY_ROLES)).check(z.minLength(1, "at least one role is expected")),
      status: z.enum(KEY_STATUSES),
      statusAt: z.nullable(z.string().check(z.refine(isInstant, "an RFC 3339 time in UTC is expected"))),
    }),
  ),
});
export type TrustFile = z.infer<typeof trustFileSchema>;

/** @throws Fault `trust-syntax`, `trust-key`, `trust-duplicate`, `trust-revoked`: a broken trust file is used for nothing. */
export function parseTrust(bytes: Uint8Array, digests: Digests): Trust {
  let value: JsonValue;
  try {
    value = parseJson(decodeUtf8(bytes));
  } catch (error) {
    throw new Fault(
      "trust-syntax",
      `it is not JSON: ${error instanceof Fault ? error.message : "not UTF-8"}`,
    );
  }
  const parsed = trustFileSchema.safeParse(value);
  if (!parsed.success) throw new Fault("trust-syntax", firstIssue(parsed.error));
  const keys = parsed.data.keys.map((entry, i) => readKey(entry, i, digests));
  checkTwins(keys);
  return { threshold: parsed.data.threshold, keys };
}

function readKey(entry: TrustFile["keys"][number], index: number, digests: Digests): TrustedKey {
  try {
    const key = parseVerifierKey(entry.vkey, digests);
    checkPublicKey(key.publicKey, key.name);
    const { roles, status, statusAt } = entry;
    return { ...key, hint: keyHint(key), vkey: formatVerifierKey(key), roles, status, statusAt };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Fault("trust-key", `key ${index + 1}: ${error.message}`);
  }
}

/** No key stands twice, and one that is revoked under one name is not trusted under another: it is the same secret. */
function checkTwins(keys: readonly TrustedKey[]): void {
  for (const [i, key] of keys.entries()) {
    for (const [j, other] of keys.slice(0, i).entries()) {
      const both = `keys ${j + 1} and ${i + 1}`;
      if (other.vkey === key.vkey)
        throw new Fault("trust-duplicate", `${both} are the same key: ${key.hint}`);
      const revoked = [key, other].filter(({ status }) => status === "revoked").length;
      if (revoked === 1 && equalBytes(key.publicKey, other.publicKey)) {
        const message = `${both} are one key under two names, and only one of them is revoked: revoke both`;
        throw new Fault("trust-revoked", message);
      }
    }
  }
}

export interface KeyStanding {
  readonly counts: boolean;
  readonly code: "key-active" | "key-retired-before" | "key-retired" | "key-revoked" | "key-role";
  readonly message: string;
}

/**
 * Whether a key counts for a signature made at `time` (RFC 3339, as the signer states it). A retired key
 * counts up to its statusAt: an honest owner stopped using it then. A revoked key never counts: whoever
 * stole it can state any time.
 */
export function keyStanding(key: TrustedKey, role: KeyRole, time: string | null): KeyStanding {
  if (!key.roles.includes(role)) {
    const has = key.roles.join(", ");
    return {
      counts: false,
      code: "key-role",
      message: `the key ${key.hint} is trusted for ${has}, not for ${role}`,
    };
  }
  const since = key.statusAt === null ? "" : ` since ${key.statusAt}`;
  switch (key.status) {
    case "active":
      return { counts: true, code: "key-active", message: `the key ${key.hint} is trusted for ${role}` };
    case "revoked":
      return {
        counts: false,
        code: "key-revoked",
        message:
          `the key ${key.hint} is revoked${since}: it counts for nothing, whatever time the signature states, ` +
          "because whoever holds a stolen key can state any time",
      };
    case "retired": {
      const at = time === null ? null : instantOf(time);
      const limit = key.statusAt === null ? null : instantOf(key.statusAt);
      if (at !== null && limit !== null && at <= limit) {
        return {
          counts: true,
          code: "key-retired-before",
          message:
            `the key ${key.hint} is retired${since} and the signer states ${time!}, before that; ` +
            "the stated time is the signer's own and nobody else vouches for it",
        };
      }
      const why =
        limit === null ? "the trust file does not say when" : `the signer states ${time ?? "no time"}`;
      return {
        counts: false,
        code: "key-retired",
        message: `the key ${key.hint} is retired${since}: ${why}`,
      };
    }
  }
}
