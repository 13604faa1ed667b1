// The WHATWG Encoding API, which every host of Inquest has (Node, Chromium). `lib` stays at plain
// ECMAScript so that nothing else of a host can slip into this folder.
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array): string;
}
declare class TextEncoder {
  encode(input: string): Uint8Array<ArrayBuffer>;
}
