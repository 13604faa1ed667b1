// A small JSON file of this program's own: settings, recent cases. Written in one step; a broken one is moved aside.

import { mkdir, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import type * as z from "zod/mini";
import { CallError } from "../../shared/contract/reply.ts";
import { firstIssue } from "../../shared/encoding/schema.ts";
import { errorCode, explain } from "../platform/explain.ts";
import { replaceFile } from "../platform/files.ts";

export interface StoredOptions<T> {
  /** What the file is, in words: "The settings". */
  readonly what: string;
  readonly path: string;
  readonly schema: z.ZodMiniType<T>;
  /** What holds where there is no file, or a broken one. */
  readonly initial: T;
  readonly onNotice: (message: string) => void;
}

export class Stored<T> {
  private readonly options: StoredOptions<T>;
  private work: Promise<unknown> = Promise.resolve();
  /** What was said last of a file that cannot be read: it is said once. */
  private said = "";

  constructor(options: StoredOptions<T>) {
    this.options = options;
  }

  /** The file is read each time: another window or program of this user may have written it. */
  async get(): Promise<T> {
    return this.inTurn(() => this.read(false));
  }

  /** @throws CallError `not-written`; then the file is as it was. */
  async change(edit: (value: T) => T): Promise<T> {
    return this.inTurn(async () => {
      const value = edit(await this.read(true));
      await this.write(value);
      return value;
    });
  }

  private inTurn<R>(step: () => Promise<R>): Promise<R> {
    const next = this.work.then(step);
    this.work = next.catch(() => {});
    return next;
  }

  /** @throws CallError `not-written` where what is there cannot be read and is about to be written over. */
  private async read(toChange: boolean): Promise<T> {
    const { what, path, schema, initial } = this.options;
    let text: string;
    try {
      text = await readFile(path, "utf8");
    } catch (error) {
      if (errorCode(error) !== "ENOENT") {
        if (toChange) throw this.notWritten(error);
        this.say(`${what} in ${path} cannot be read and are not used: ${explain(error)}.`);
      }
      return initial;
    }
    const read = parse(text, schema);
    if (read.ok) return read.value;
    const aside = `${path}.broken`;
    const moved = await rename(path, aside).then(
      () => `it was moved to ${aside}`,
      (error: unknown) => `and cannot be moved aside: ${explain(error)}`,
    );
    this.say(`${what} in ${path} are broken (${read.reason}) and not used: ${moved}.`);
    return initial;
  }

  private async write(value: T): Promise<void> {
    const { path } = this.options;
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await replaceFile(path, Buffer.from(`${JSON.stringify(value, null, 2)}\n`), 0o600);
    } catch (error) {
      throw this.notWritten(error);
    }
  }

  private notWritten(error: unknown): CallError {
    const { what, path } = this.options;
    const message = `${what} cannot be written to ${path}: ${explain(error)}.`;
    return new CallError({ code: "not-written", message });
  }

  private say(message: string): void {
    if (message === this.said) return;
    this.said = message;
    this.options.onNotice(message);
  }
}

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

function parse<T>(text: string, schema: z.ZodMiniType<T>): Read<T> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, reason: "not JSON" };
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, reason: firstIssue(parsed.error) };
}
