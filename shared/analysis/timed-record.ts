// What of a record matters for comparing clocks. Times are RFC 3339 texts as the source states them, in any zone.

export interface TimedRecord {
  /** Null where the record states none. */
  readonly time: string | null;
  readonly requestIds?: readonly string[];
  /** When what the record is about was done, where it says so. */
  readonly end?: string | null;
  /** Single calls that the record states with times of their own: narrower than the whole record. */
  readonly calls?: readonly TimedCall[];
}

export interface TimedCall {
  readonly requestId: string;
  readonly start: string;
  readonly end: string;
}
