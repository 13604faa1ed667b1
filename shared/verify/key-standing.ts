// Whether a key of the trust file counts for a signature.

import { instantOf } from "../encoding/time.ts";
import type { KeyRole, TrustedKey } from "../model/trust.ts";

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
