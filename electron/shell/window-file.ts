// Keeps the place of the window between runs. A lost or broken file costs a place and nothing else.

import { mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import * as z from "zod/mini";
import { replaceFile } from "../platform/files.ts";
import type { WindowState } from "./placement.ts";

const pixels = z.int().check(z.gte(-100_000), z.lte(100_000));
const length = z.int().check(z.gte(1), z.lte(100_000));
const stateSchema = z.strictObject({
  bounds: z.strictObject({ x: pixels, y: pixels, width: length, height: length }),
  maximised: z.boolean(),
});

export class WindowFile {
  readonly #path: string;
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  read(): WindowState | null {
    try {
      return stateSchema.parse(JSON.parse(readFileSync(this.#path, "utf8")));
    } catch {
      return null;
    }
  }

  /** One after the other; a failure is nobody's concern. */
  write(state: WindowState): Promise<void> {
    this.#writing = this.#writeAfter(this.#writing, Buffer.from(`${JSON.stringify(state)}\n`));
    return this.#writing;
  }

  async #writeAfter(earlier: Promise<void>, bytes: Uint8Array): Promise<void> {
    await earlier;
    try {
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
      await replaceFile(this.#path, bytes, 0o600);
    } catch {
      // The next start begins where the last but one ended.
    }
  }

  /** Resolves when everything is written. */
  written(): Promise<void> {
    return this.#writing;
  }
}
