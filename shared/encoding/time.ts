// RFC 3339 times in UTC, up to nanoseconds. The text is the evidence; numbers are only for comparing.

const FORM = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?Z$/;

/** True for `YYYY-MM-DDThh:mm:ss[.fraction]Z` that names a real moment (a leap second included). */
export function isInstant(text: string): boolean {
  return instantOf(text) !== null;
}

/** Nanoseconds since 1970-01-01T00:00:00Z, or null where the text is no RFC 3339 UTC time. */
export function instantOf(text: string): bigint | null {
  const match = FORM.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  // A leap second is the last of a day.
  if (!real || hour > 23 || minute > 59 || second > (hour === 23 && minute === 59 ? 60 : 59)) return null;
  const seconds = date.getTime() / 1000 + hour * 3600 + minute * 60 + second;
  return BigInt(seconds) * 1_000_000_000n + BigInt((match[7] ?? "").padEnd(9, "0"));
}
