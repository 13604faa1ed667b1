// The program's own log: one JSON object a line, for people who look for what went wrong. Writing to it never fails.

import { appendFile, mkdir, rename, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { visibleJson } from "../../shared/encoding/visible.ts";
import { errorCode } from "../platform/explain.ts";

export type LogLevel = "info" | "warning" | "error";

/** Bytes after which the log is laid aside as `.1` and begun anew. */
const MAX_BYTES = 1_048_576;
const MAX_TEXT = 8_000;

export class AppLog {
  private work: Promise<void> = Promise.resolve();
  private writable = true;
  private readonly file: string;
  private readonly now: () => Date;

  constructor(file: string, now: () => Date = () => new Date()) {
    this.file = file;
    this.now = now;
  }

  /** Where the log is; null where it cannot be written. */
  get path(): string | null {
    return this.writable ? this.file : null;
  }

  /** Makes the folder, so that `path` is true. */
  async open(): Promise<void> {
    try {
      await mkdir(dirname(this.file), { recursive: true, mode: 0o700 });
      await appendFile(this.file, "", { mode: 0o600 });
    } catch {
      this.writable = false;
    }
  }

  /** Lines are written in the order of the calls. */
  write(level: LogLevel, message: string, details: Readonly<Record<string, string | undefined>> = {}): void {
    const cut = Object.entries({ message, ...details }).map(([name, text]) => [
      name,
      text?.slice(0, MAX_TEXT),
    ]);
    const line = visibleJson({
      time: this.now().toISOString(),
      level,
      ...(Object.fromEntries(cut) as object),
    });
    this.work = this.work.then(() => this.append(`${line}\n`));
  }

  /** All that was written is on its way to the disk. */
  async flush(): Promise<void> {
    await this.work;
  }

  private async append(line: string): Promise<void> {
    try {
      const size = await sizeOf(this.file);
      if (size > 0 && size + line.length > MAX_BYTES) await rename(this.file, `${this.file}.1`);
      await appendFile(this.file, line, { mode: 0o600 });
      this.writable = true;
    } catch {
      this.writable = false;
    }
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return 0;
    throw error;
  }
}
