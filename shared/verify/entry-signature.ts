// Per-entry signatures: Ed25519 by the agent over the DSSE PAE of the canonical line without `signature`.

import { decodeUtf8, encodeUtf8, fromAnyBase64 } from "../encoding/bytes.ts";
import { ACTION_TYPE } from "../encoding/dsse.ts";
import { isJsonObject, parseJson } from "../encoding/json.ts";
import { copyWithoutMember } from "../encoding/members.ts";
import type { LogFault, SignatureTally } from "../model/log.ts";
import type { Platform } from "../model/platform.ts";
import type { TrustedKey } from "../model/trust.ts";
import { verifyChecked } from "./ed25519.ts";
import { asciiText, isTimeString } from "./entry-fields.ts";
import type { EntryFields } from "./entry-fields.ts";
import { keyStanding } from "./key-standing.ts";

export class EntrySignatures {
  private readonly platform: Platform;
  private readonly keys: readonly TrustedKey[];
  private scratch = new Uint8Array(4096);
  private present = 0;
  private good = 0;
  private unknown: LogFault | null = null;
  private bad: LogFault | null = null;

  constructor(platform: Platform, keys: readonly TrustedKey[]) {
    this.platform = platform;
    this.keys = keys;
  }

  check(
    fields: EntryFields,
    buffer: Uint8Array,
    start: number,
    end: number,
    line: number,
    seq: number,
  ): void {
    this.present += 1;
    const at = { line, ...(seq < 0 ? {} : { seq }) };
    const value = parseJson(decodeUtf8(buffer.subarray(fields.start("signature"), fields.end("signature"))));
    const keyid = isJsonObject(value) && typeof value["keyid"] === "string" ? value["keyid"] : null;
    const sig = isJsonObject(value) && typeof value["sig"] === "string" ? fromAnyBase64(value["sig"]) : null;
    if (keyid === null || sig?.length !== 64) {
      const message = "the entry's signature is not {keyid, sig} with 64 bytes in base64";
      this.bad ??= { ...at, code: "entry-signature-syntax", message };
      return;
    }
    const message = this.message(fields, buffer, start, end);
    // The key id is part of the line but may still lie: it only says which key to try first.
    const hinted = this.keys.find((key) => key.hint === keyid);
    const others = this.keys.filter((key) => key !== hinted);
    const signer = [...(hinted === undefined ? [] : [hinted]), ...others].find((key) =>
      verifyChecked(this.platform, key.publicKey, message, sig),
    );
    if (signer === undefined) {
      if (hinted === undefined) {
        const text = "the entry is signed by a key that the trust file does not know";
        this.unknown ??= { ...at, code: "entry-signer-unknown", message: text, found: keyid };
      } else {
        const text = "the entry's signature does not fit its content";
        this.bad ??= { ...at, code: "entry-signature-bad", message: text, found: keyid };
      }
      return;
    }
    const timeStart = fields.start("time");
    const timed = timeStart >= 0 && isTimeString(buffer, timeStart, fields.end("time"));
    const standing = keyStanding(
      signer,
      "agent",
      timed ? asciiText(buffer, timeStart, fields.end("time")) : null,
    );
    if (standing.counts) this.good += 1;
    else this.unknown ??= { ...at, code: standing.code, message: standing.message, found: signer.hint };
  }

  tally(): SignatureTally {
    return { present: this.present, good: this.good, unknown: this.unknown, bad: this.bad };
  }

  private message(fields: EntryFields, buffer: Uint8Array, start: number, end: number): Uint8Array {
    const member = { keyStart: fields.keyStart("signature"), valueEnd: fields.end("signature") };
    if (this.scratch.length < end - start + 128) this.scratch = new Uint8Array(2 * (end - start) + 128);
    // The PAE states the body's length before the body: the body is laid down first, the head before it.
    const length = copyWithoutMember(buffer, start, end, member, this.scratch, 128);
    const head = encodeUtf8(`DSSEv1 ${ACTION_TYPE.length} ${ACTION_TYPE} ${length} `);
    this.scratch.set(head, 128 - head.length);
    return this.scratch.subarray(128 - head.length, 128 + length);
  }
}
