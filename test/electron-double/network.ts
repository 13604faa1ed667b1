// Notes every connection that the main process's thread opens and every name that it looks up. Chromium is spoken to
// through a pipe, so that whatever is noted is the program's own. Its worker threads are not seen from here.

import dgram from "node:dgram";
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import { state } from "./state.ts";

function watch(holder: object, name: string, isOwn: (first: unknown) => boolean = () => false): void {
  const own = Reflect.get(holder, name) as (...args: unknown[]) => unknown;
  Reflect.set(holder, name, function watched(this: unknown, ...args: unknown[]): unknown {
    if (!isOwn(args[0])) state.reached.push(`${name} ${JSON.stringify(args[0]) ?? ""}`);
    return own.apply(this, args);
  });
}

/** Sockets of this machine's file system, as the lock of the single instance has one. */
function isLocal(first: unknown): boolean {
  const [options] = Array.isArray(first) ? (first as unknown[]) : [first];
  return (
    typeof options === "object" && options !== null && "path" in options && typeof options.path === "string"
  );
}

export function watchNetwork(): void {
  watch(net.Socket.prototype, "connect", isLocal);
  watch(dgram, "createSocket");
  for (const name of ["lookup", "resolve", "resolve4", "resolve6"]) {
    watch(dns, name);
    watch(dns.promises, name);
  }
  syncBuiltinESMExports();
}
