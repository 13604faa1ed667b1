// What crosses between processes, as text: the values of the structured clone algorithm that a contract may hold.
// Both functions run in the page too, from their source: they use nothing from outside themselves.

/** @throws Error as Chromium words it, for functions, symbols, promises and whatever else cannot be cloned. */
export function encode(value: unknown): string {
  const open = new Set<object>();
  const refuse = (what: string): never => {
    throw new Error(`${what} could not be cloned.`);
  };
  const base64 = (bytes: Uint8Array): string => {
    let text = "";
    for (let at = 0; at < bytes.length; at += 0x8000) {
      text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    }
    return btoa(text);
  };
  const pack = (value: unknown): unknown => {
    if (value === null || typeof value === "string" || typeof value === "boolean") return value;
    if (typeof value === "number") {
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : ["number", Object.is(value, -0) ? "-0" : String(value)];
    }
    if (value === undefined) return ["undefined"];
    if (typeof value === "bigint") return ["bigint", String(value)];
    if (typeof value !== "object") return refuse(typeof value === "symbol" ? "A symbol" : "An object");
    if (open.has(value))
      throw new Error("the stand-in for Electron does not carry values that hold themselves");
    open.add(value);
    try {
      return packObject(value);
    } finally {
      open.delete(value);
    }
  };
  const packObject = (value: object): unknown => {
    if (Array.isArray(value)) return ["array", ...value.map(pack)];
    const kind = Object.prototype.toString.call(value).slice(8, -1);
    if (kind === "Date") return ["date", (value as Date).getTime()];
    if (kind === "Map")
      return ["map", ...[...(value as Map<unknown, unknown>)].map(([k, v]) => [pack(k), pack(v)])];
    if (kind === "Set") return ["set", ...[...(value as Set<unknown>)].map(pack)];
    if (kind === "Error") return ["error", (value as Error).name, (value as Error).message];
    if (kind === "ArrayBuffer") return ["buffer", base64(new Uint8Array(value as ArrayBuffer))];
    if (ArrayBuffer.isView(value)) {
      return ["bytes", kind, base64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))];
    }
    // Prototypes do not cross; objects of the platform would.
    if (kind !== "Object") return refuse(`A ${kind}`);
    return ["object", ...Object.entries(value).map(([key, value]) => [key, pack(value)])];
  };
  return JSON.stringify(pack(value));
}

export function decode(text: string): unknown {
  const bytes = (text: string): Uint8Array => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const views: Record<string, unknown> = globalThis;
  const open = (packed: unknown): unknown => {
    if (!Array.isArray(packed)) return packed;
    const [tag, ...rest] = packed as [string, ...unknown[]];
    switch (tag) {
      case "undefined":
        return undefined;
      case "number":
        return Number(rest[0]);
      case "bigint":
        return BigInt(rest[0] as string);
      case "array":
        return rest.map(open);
      case "date":
        return new Date(rest[0] as number);
      case "map":
        return new Map((rest as [unknown, unknown][]).map(([k, v]) => [open(k), open(v)]));
      case "set":
        return new Set(rest.map(open));
      case "error":
        return Object.assign(new Error(rest[1] as string), { name: rest[0] });
      case "buffer":
        return bytes(rest[0] as string).buffer;
      case "bytes": {
        const view = views[rest[0] as string] as new (buffer: ArrayBufferLike) => unknown;
        return new view(bytes(rest[1] as string).buffer);
      }
      case "object": {
        const object: Record<string, unknown> = {};
        for (const [key, value] of rest as [string, unknown][]) {
          Object.defineProperty(object, key, {
            value: open(value),
            enumerable: true,
            writable: true,
            configurable: true,
          });
        }
        return object;
      }
      default:
        throw new Error(`a value of the kind ${tag} came over the wire`);
    }
  };
  return open(JSON.parse(text));
}
