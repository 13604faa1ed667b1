// A record's place in the hash chain, in words.

import type { LogRecord } from "../../../../shared/contract/records.ts";

export interface ChainWords {
  readonly tone: "ok" | "bad" | "neutral";
  readonly word: string;
  readonly sentence: string;
}

export function chainWords({ chain, line }: Pick<LogRecord, "chain" | "line">): ChainWords {
  switch (chain) {
    case "first":
      return { tone: "ok", word: "First", sentence: "It begins the log: nothing stands before it." };
    case "linked":
      return {
        tone: "ok",
        word: "Linked",
        sentence: `It names the hash that line ${line - 1} has: what stands before it is what its writer saw.`,
      };
    case "skips":
      return {
        tone: "neutral",
        word: "Skips",
        sentence:
          "What stood before it is not in this extract. An inclusion proof, not the chain, ties it to the log.",
      };
    case "broken":
      return {
        tone: "bad",
        word: "Broken",
        sentence:
          line === 1
            ? "It does not begin as the first entry of a log must."
            : `It names another hash than line ${line - 1} has: one of the two was changed, or lines were taken out or put in between.`,
      };
    case "unknown":
      return {
        tone: "bad",
        word: "Unknown",
        sentence: "The line cannot be read as an entry, so nothing can be said of its link.",
      };
  }
}

/** How far the log is known. */
export interface LogExtent {
  readonly lines: number;
  /** The index is being built: a line behind the last one that is in it may be there and not be known yet. */
  readonly building: boolean;
}

/** What the line behind a record says of it. One that states no hash that could be read is not the log's end. */
export function afterWords(
  { after, sha256, line }: Pick<LogRecord, "after" | "sha256" | "line">,
  { lines, building }: LogExtent,
): "last" | "unknown" | "unstated" | "agrees" | "differs" {
  if (after === null && line < lines) return building ? "unknown" : "unstated";
  if (after === null) return "last";
  return after === sha256 ? "agrees" : "differs";
}

/** How a record is cited: the bundle, the file, the line, the line's hash. */
export function citation(bundle: string | null, file: string, record: LogRecord): string {
  const name = bundle === null ? "bundle" : `bundle sha256:${bundle.slice(0, 16)}`;
  return `${name} ${file} line ${record.line} sha256:${record.sha256}`;
}
