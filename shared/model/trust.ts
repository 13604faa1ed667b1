// The trust file, parsed: whose keys count, for what, and since or until when.

export const KEY_ROLES = ["bundle", "log", "notes", "agent"] as const;
export type KeyRole = (typeof KEY_ROLES)[number];
export const KEY_STATUSES = ["active", "retired", "revoked"] as const;
export type KeyStatus = (typeof KEY_STATUSES)[number];

export interface TrustedKey {
  readonly name: string;
  /** Four bytes. */
  readonly keyId: Uint8Array;
  /** 32 bytes; already checked to be a canonical point of prime order. */
  readonly publicKey: Uint8Array;
  /** `<name>+<hex8>`, as DSSE key ids are written. */
  readonly hint: string;
  readonly vkey: string;
  readonly roles: readonly KeyRole[];
  readonly status: KeyStatus;
  /** RFC 3339 UTC, or null where the file gives no time. */
  readonly statusAt: string | null;
}

export interface Trust {
  /** How many different bundle keys must have signed. */
  readonly threshold: number;
  readonly keys: readonly TrustedKey[];
}

export const NO_TRUST: Trust = { threshold: 1, keys: [] };
