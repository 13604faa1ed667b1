// File names that no other spec uses.

import { randomBytes } from "node:crypto";

export function scratchName(): string {
  return `saved-${randomBytes(6).toString("hex")}.txt`;
}
