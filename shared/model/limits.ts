// Every limit of the format and of the reader, in one place; messages quote them from here.

/** Files in one bundle. */
export const MAX_ENTRIES = 100_000;
/** A path, in UTF-8 bytes. */
export const MAX_PATH_BYTES = 1_024;
/** One line of a log, in bytes, without its LF. */
export const MAX_LINE_BYTES = 1_048_576;
/** Unreadable lines of a log after which the rest is not looked at: it has failed, and would fail slowly. */
export const MAX_UNREADABLE_LINES = 1_000;
/** Nesting of JSON objects and arrays. */
export const MAX_JSON_DEPTH = 64;
/** Values in one JSON text: a statement about as many files as a bundle may hold has a fifth of that. */
export const MAX_JSON_VALUES = 2_000_000;
/** A manifest or the envelope, which are read whole. */
export const MAX_CONTROL_BYTES = 64 * 1_048_576;
/** Any other file that is read whole: bag declaration, bag-info, checkpoint, proof. */
export const MAX_SMALL_CONTROL_BYTES = 1_048_576;
/** A checkpoint or a proof: a signed note is at most this long. */
export const MAX_NOTE_BYTES = 65_536;
/** Signatures in one envelope or note; C2SP asks for at least 16. */
export const MAX_SIGNATURES = 64;
/** Bytes that may be hashed for signatures that name no key of the trust file. */
export const MAX_TRIED_BYTES = 2 ** 30;
/** A trust file, in bytes. */
export const MAX_TRUST_BYTES = 1_048_576;

/** Limits that a caller may change, because a legitimate bundle may be larger than the defaults. */
export interface InflationLimits {
  /** Sum of all files, in bytes, counted while inflating. */
  readonly maxInflatedBytes: number;
  /** Inflated to stored size of one file, enforced once the file has passed `ratioFreeBytes`. */
  readonly maxRatio: number;
  /** Bytes of a file that may inflate at any ratio: short files of zeros are no attack. */
  readonly ratioFreeBytes: number;
}

export const DEFAULT_INFLATION_LIMITS: InflationLimits = {
  maxInflatedBytes: 64 * 2 ** 30,
  maxRatio: 1_000,
  ratioFreeBytes: 64 * 2 ** 20,
};
