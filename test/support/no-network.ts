// Preloaded (`node --import`) into a program that must not reach out: every attempt to connect, to look up a name, to
// send a datagram or to start another program is written to the file INQUEST_TEST_REACHED, a line each, and fails. So
// is each thread in which this was loaded.

import childProcess from "node:child_process";
import dgram from "node:dgram";
import dns from "node:dns";
import { appendFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import { threadId } from "node:worker_threads";

const record = process.env["INQUEST_TEST_REACHED"]!;

function note(what: string): void {
  appendFileSync(record, `${what}\n`);
}

function forbid(holder: object, name: string, allowed: (first: unknown) => boolean = () => false): void {
  const own = Reflect.get(holder, name) as (...args: unknown[]) => unknown;
  Reflect.set(holder, name, function forbidden(this: unknown, ...args: unknown[]): unknown {
    if (allowed(args[0])) return own.apply(this, args);
    note(`${name} ${JSON.stringify(args.filter((arg) => typeof arg !== "function")) ?? ""}`);
    throw new Error(`this program must not reach out, and called ${name}`);
  });
}

/** To listen on an address asks for its name too, which asks nobody. */
const isAddress = (host: unknown): boolean => typeof host === "string" && net.isIP(host) !== 0;

forbid(net.Socket.prototype, "connect");
forbid(dgram, "createSocket");
forbid(dgram.Socket.prototype, "send");
forbid(dgram.Socket.prototype, "connect");
forbid(dgram.Socket.prototype, "bind");
for (const holder of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
  for (const name of Reflect.ownKeys(holder)) {
    if (typeof name === "string" && /^(?:resolve|reverse|lookup)/.test(name)) {
      forbid(holder, name, name === "lookup" ? isAddress : undefined);
    }
  }
}
for (const name of ["spawn", "spawnSync", "exec", "execSync", "execFile", "execFileSync", "fork"]) {
  forbid(childProcess, name);
}
syncBuiltinESMExports();
note(`loaded ${threadId}`);
