// The lock that only one program of a profile has; a later start sends what it was given to the one that has it.

import { createHash } from "node:crypto";
import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { createConnection, createServer } from "node:net";
import type { Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

type Started = (argv: string[], folder: string, data: unknown) => void;

export class SingleInstance {
  readonly #lock: string;
  readonly #socket: string;
  readonly #started: Started;
  #server: Server | null = null;
  #sending: Promise<void> = Promise.resolve();

  constructor(profile: string, started: Started) {
    this.#lock = join(profile, "SingletonLock");
    // Names of sockets may not be long.
    const name = createHash("sha256").update(profile).digest("hex").slice(0, 16);
    this.#socket = join(tmpdir(), `inquest-double-${name}.sock`);
    this.#started = started;
  }

  request(argv: readonly string[], folder: string, data: unknown): boolean {
    if (this.#server !== null) return true;
    if (this.#take()) {
      rmSync(this.#socket, { force: true });
      this.#server = createServer((socket) => {
        let text = "";
        socket.setEncoding("utf8");
        socket.on("data", (chunk) => (text += String(chunk)));
        socket.on("end", () => {
          const { argv, folder, data } = JSON.parse(text) as {
            argv: string[];
            folder: string;
            data: unknown;
          };
          this.#started(argv, folder, data);
        });
      }).listen(this.#socket);
      return true;
    }
    this.#sending = new Promise((resolve) => {
      const socket = createConnection(this.#socket, () => socket.end(JSON.stringify({ argv, folder, data })));
      socket.on("close", () => resolve());
      socket.on("error", () => resolve());
    });
    return false;
  }

  async release(): Promise<void> {
    await this.#sending;
    if (this.#server === null) return;
    this.#server.close();
    rmSync(this.#socket, { force: true });
    rmSync(this.#lock, { force: true });
  }

  #take(): boolean {
    for (;;) {
      try {
        const file = openSync(this.#lock, "wx");
        writeSync(file, String(process.pid));
        closeSync(file);
        return true;
      } catch {
        if (isRunning(Number(readFileSync(this.#lock, "utf8")))) return false;
        rmSync(this.#lock, { force: true });
      }
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
