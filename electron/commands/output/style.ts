// Colour, only where somebody looks at a terminal.

import type { WriteStream } from "node:tty";
import { styleText } from "node:util";

type Format = Parameters<typeof styleText>[0];
export type Paint = (format: Format, text: string) => string;

/** Honours NO_COLOR and FORCE_COLOR (no-color.org), and pipes. */
export function painter(stream: NodeJS.WriteStream | WriteStream): Paint {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  const forced = FORCE_COLOR !== undefined && FORCE_COLOR !== "0";
  const on = forced || (stream.isTTY && (NO_COLOR === undefined || NO_COLOR === ""));
  return on ? (format, text) => styleText(format, text, { validateStream: false }) : (_format, text) => text;
}
