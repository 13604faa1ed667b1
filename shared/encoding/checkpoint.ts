// C2SP tlog-checkpoint: the text of a signed note that states the size and root of a log.

import { Fault } from "../model/fault.ts";
import { fromBase64, toBase64 } from "./bytes.ts";

export interface Checkpoint {
  readonly origin: string;
  /** Number of lines in the log. */
  readonly size: number;
  /** RFC 6962 root over all lines, 32 bytes. */
  readonly rootHash: Uint8Array;
  /** Opaque extension lines, kept and shown. */
  readonly extensions: readonly string[];
}

/** @throws Fault `checkpoint-syntax`. */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split("\n");
  if (lines.pop() !== "" || lines.length < 3 || lines.some((line) => line === "")) {
    throw new Fault("checkpoint-syntax", "a checkpoint is at least three lines that are not empty");
  }
  const [origin, size, root, ...extensions] = lines as [string, string, string, ...string[]];
  const rootHash = fromBase64(root);
  if (!/^(0|[1-9][0-9]*)$/.test(size) || !Number.isSafeInteger(Number(size))) {
    throw new Fault("checkpoint-syntax", "the checkpoint's second line is not a decimal size", {
      line: 2,
      found: size.slice(0, 40),
    });
  }
  if (rootHash?.length !== 32) {
    throw new Fault("checkpoint-syntax", "the checkpoint's third line is not a 32-byte hash in base64", {
      line: 3,
      found: root.slice(0, 60),
    });
  }
  checkOrigin(origin);
  return { origin, size: Number(size), rootHash, extensions };
}

/** A log key also signs nothing but checkpoints: an origin that could begin a DSSE PAE is refused. */
export function checkOrigin(origin: string): void {
  if (origin === "" || origin.startsWith("DSSEv1 ") || /[\n\r]/.test(origin) || !origin.isWellFormed()) {
    throw new Fault(
      "checkpoint-origin",
      "a log's origin is one line of text that does not begin with 'DSSEv1 '",
      { found: origin.slice(0, 80) },
    );
  }
}

export function formatCheckpoint(checkpoint: Checkpoint): string {
  checkOrigin(checkpoint.origin);
  const lines = [checkpoint.origin, String(checkpoint.size), toBase64(checkpoint.rootHash)];
  return [...lines, ...checkpoint.extensions].map((line) => `${line}\n`).join("");
}
