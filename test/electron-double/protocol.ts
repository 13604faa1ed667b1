// protocol: schemes of one's own, answered in the main process.

import { checkKeys, strict } from "./emitter.ts";
import { isReady } from "./ready.ts";
import { state } from "./state.ts";

type Answer = (request: Request) => Response | Promise<Response>;

const PRIVILEGES = [
  "standard",
  "secure",
  "bypassCSP",
  "allowServiceWorkers",
  "supportFetchAPI",
  "corsEnabled",
  "stream",
  "codeCache",
];

export class DoubleProtocol {
  readonly handlers = new Map<string, Answer>();

  constructor() {
    return strict(this, "protocol");
  }

  registerSchemesAsPrivileged(schemes: { scheme: string; privileges?: Record<string, boolean> }[]): void {
    if (isReady())
      throw new Error("protocol.registerSchemesAsPrivileged should be called before app is ready");
    if (state.schemes.length > 0)
      throw new Error("protocol.registerSchemesAsPrivileged can be called only once");
    for (const each of schemes) {
      checkKeys(each, ["scheme", "privileges"], "CustomScheme");
      checkKeys(each.privileges ?? {}, PRIVILEGES, "CustomScheme.privileges");
    }
    state.schemes.push(...structuredClone(schemes));
  }

  handle(scheme: string, answer: Answer): void {
    if (!isReady()) throw new Error("protocol can only be used once app is ready");
    if (this.handlers.has(scheme)) throw new Error(`The scheme ${scheme} is handled already`);
    this.handlers.set(scheme, answer);
  }

  isProtocolHandled(scheme: string): boolean {
    return this.handlers.has(scheme);
  }
}
