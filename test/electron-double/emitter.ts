// The base of everything in the stand-in: what is not implemented throws. A stand-in that accepts what it does not do
// would let a test pass for nothing.

import { EventEmitter } from "node:events";

/** Asked of any object by tools that print, await or compare it. */
const HARMLESS = new Set([
  "then",
  "toJSON",
  "asymmetricMatch",
  "nodeType",
  "tagName",
  "$$typeof",
  "inspect",
  "domain",
]);

export class NotImplemented extends Error {
  constructor(what: string) {
    super(`the stand-in for Electron does not have ${what}`);
    this.name = "NotImplemented";
  }
}

/** Throws where something is read or set that is not there. */
export function strict<T extends object>(target: T, name: string): T {
  return new Proxy(target, {
    get(target, key, receiver) {
      if (typeof key === "string" && !(key in target) && !HARMLESS.has(key))
        throw new NotImplemented(`${name}.${key}`);
      return Reflect.get(target, key, receiver) as unknown;
    },
    set(target, key, value, receiver) {
      if (typeof key === "string" && !(key in target)) throw new NotImplemented(`${name}.${key}, to be set`);
      return Reflect.set(target, key, value, receiver);
    },
  });
}

/** Emits the events that are named, and takes listeners for no others. */
export class Emitter extends EventEmitter {
  readonly events: ReadonlySet<string>;
  readonly called: string;

  constructor(name: string, events: readonly string[]) {
    super();
    this.events = new Set(events);
    this.called = name;
    // Subclasses get the proxy for `this`, their private fields included.
    return strict(this, name);
  }

  override on(event: string | symbol, listener: (...args: never[]) => void): this {
    checkEvent(this, event);
    return super.on(event, listener as (...args: unknown[]) => void);
  }

  override once(event: string | symbol, listener: (...args: never[]) => void): this {
    checkEvent(this, event);
    return super.once(event, listener as (...args: unknown[]) => void);
  }

  override addListener(event: string | symbol, listener: (...args: never[]) => void): this {
    return this.on(event, listener);
  }
}

function checkEvent({ events, called }: Emitter, event: string | symbol): void {
  if (typeof event === "string" && !events.has(event))
    throw new NotImplemented(`the event ${called} "${event}"`);
}

/** An event that can be prevented. Further properties are those of Electron's own event object. */
export class DoubleEvent {
  defaultPrevented = false;

  constructor(properties: Readonly<Record<string, unknown>> = {}) {
    Object.assign(this, properties);
  }

  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

/** Refuses options that the stand-in does not know. */
export function checkKeys(given: object, known: readonly string[], what: string): void {
  for (const key of Object.keys(given)) if (!known.includes(key)) throw new NotImplemented(`${what}.${key}`);
}
