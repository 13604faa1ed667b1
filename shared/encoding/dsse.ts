// DSSE 1.0: the envelope, and the bytes that its signatures cover.

import { Fault } from "../model/fault.ts";
import { MAX_SIGNATURES } from "../model/limits.ts";
import { concatBytes, decodeUtf8, encodeUtf8, fromAnyBase64, toBase64 } from "./bytes.ts";
import { isJsonObject, parseJsonObject } from "./json.ts";

export const STATEMENT_TYPE = "application/vnd.in-toto+json";
export const ACTION_TYPE = "application/vnd.inquest.action+json";

export interface EnvelopeSignature {
  /** A hint that nobody signed: it may speed the search for a key and decides nothing. */
  readonly keyid: string | null;
  /** 64 bytes. */
  readonly sig: Uint8Array;
}

export interface Envelope {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly signatures: readonly EnvelopeSignature[];
}

/** Pre-authentication encoding: `"DSSEv1" SP LEN(type) SP type SP LEN(body) SP body`, LEN in ASCII decimal bytes. */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = encodeUtf8(payloadType);
  return concatBytes(encodeUtf8(`DSSEv1 ${type.length} `), type, encodeUtf8(` ${payload.length} `), payload);
}

/**
 * Reads an envelope. Fields that DSSE does not know are ignored, as it asks; the payload is not parsed.
 * @throws Fault `envelope-syntax`, `envelope-payload-type` or `envelope-signatures`.
 */
export function parseEnvelope(bytes: Uint8Array): Envelope {
  const json = readEnvelopeJson(bytes);
  const { payload, payloadType, signatures } = json;
  const body = typeof payload === "string" ? fromAnyBase64(payload) : null;
  if (body === null) throw new Fault("envelope-syntax", "the envelope's payload is not base64 text");
  if (payloadType !== STATEMENT_TYPE) {
    const found = typeof payloadType === "string" ? payloadType : "no text";
    throw new Fault("envelope-payload-type", "the envelope holds something other than an in-toto statement", {
      expected: STATEMENT_TYPE,
      found,
    });
  }
  if (!Array.isArray(signatures) || signatures.length === 0 || signatures.length > MAX_SIGNATURES) {
    throw new Fault("envelope-signatures", `the envelope must hold 1 to ${MAX_SIGNATURES} signatures`);
  }
  return {
    payload: body,
    payloadType,
    signatures: signatures.map((entry, i) => {
      const sig =
        isJsonObject(entry) && typeof entry["sig"] === "string" ? fromAnyBase64(entry["sig"]) : null;
      if (!isJsonObject(entry) || sig?.length !== 64) {
        throw new Fault(
          "envelope-signatures",
          `signature ${i + 1} of the envelope is not 64 bytes in base64`,
        );
      }
      const keyid = entry["keyid"];
      return { keyid: typeof keyid === "string" ? keyid : null, sig };
    }),
  };
}

function readEnvelopeJson(bytes: Uint8Array) {
  try {
    return parseJsonObject(decodeUtf8(bytes));
  } catch (error) {
    const why = error instanceof Fault ? error.message : "not valid UTF-8";
    throw new Fault("envelope-syntax", `the signature envelope cannot be read: ${why}`);
  }
}

/** The envelope as bytes: fixed key order, one line, LF. */
export function formatEnvelope(envelope: Envelope): Uint8Array {
  const json = {
    payload: toBase64(envelope.payload),
    payloadType: envelope.payloadType,
    signatures: envelope.signatures.map(({ keyid, sig }) => ({ keyid, sig: toBase64(sig) })),
  };
  return encodeUtf8(`${JSON.stringify(json)}\n`);
}
