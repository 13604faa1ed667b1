// Agent Receipt Protocol (github.com/agent-receipts/ar, spec/v0.5.0/spec.md and its JSON Schema): signature and
// hash over the RFC 8785 form of a receipt without its proof. The proof itself is covered by neither, so its
// `created` and `verificationMethod` are anybody's word and decide nothing here.

import { encodeUtf8, fromBase64 } from "../../encoding/bytes.ts";
import { canonicalize } from "../../encoding/canonical.ts";
import { isJsonObject } from "../../encoding/json.ts";
import type { JsonObject, JsonValue } from "../../encoding/json.ts";
import { firstIssue } from "../../encoding/schema.ts";
import { Fault } from "../../model/fault.ts";
import type { LogFault } from "../../model/log.ts";
import type { Platform } from "../../model/platform.ts";
import { checkPublicKey, verifyChecked } from "../ed25519.ts";
import { CONTEXTS, VERSIONS, findNull, receiptSchema } from "./agent-receipts-form.ts";
import { chainFault, countKey, newChain, sequenceFault } from "./agent-receipts-chain.ts";
import type { At, ChainState } from "./agent-receipts-chain.ts";
import type { ReceiptDialect, ReceiptFaults, ReceiptItem } from "./dialect.ts";
import type { ReceiptKey, ReceiptQuestion, ReceiptReport } from "./dialect.ts";
import { clip, member, quote, show, stringOr } from "./words.ts";

const NAME = "agent-receipts";
const PROOF_TYPE = "Ed25519Signature2020";
/** Members that need other files or services to be checked, spec 4.3.2, 7.6 and 7.7. */
const UNCHECKED = ["action.trusted_timestamp", "outcome.response_hash", "delegation"] as const;

/** Versions 0.1.0 to 0.5.0 of the Agent Receipt Protocol. */
export const agentReceipts: ReceiptDialect = {
  name: NAME,
  recognises: ({ type, "@context": context }) =>
    (Array.isArray(type) && type.includes("AgentReceipt")) ||
    (Array.isArray(context) && CONTEXTS.some((uri) => context.includes(uri))),
  verify: (receipts, keys, platform) => {
    for (const key of keys) checkPublicKey(key.publicKey, key.name);
    const verification = new Verification(keys, platform);
    for (const receipt of receipts) verification.take(receipt);
    return verification.report();
  },
};

class Verification {
  private readonly keys: readonly ReceiptKey[];
  private readonly platform: Platform;
  private readonly faults: ReceiptFaults = {};
  private readonly chains = new Map<string, ChainState>();
  private readonly versions = new Set<string>();
  private readonly unchecked = new Map<string, number>();
  private unknownSigner: LogFault | null = null;
  private lastSigner: ReceiptKey | null = null;
  private receipts = 0;
  private signed = 0;

  constructor(keys: readonly ReceiptKey[], platform: Platform) {
    this.keys = keys;
    this.platform = platform;
  }

  take({ value, line }: ReceiptItem): void {
    this.receipts += 1;
    const seq = member(value, "credentialSubject.chain.sequence");
    const at: At = { line, ...(typeof seq === "number" ? { seq } : {}) };
    this.checkForm(value, at);
    const { proof, ...body } = value;
    let bytes: Uint8Array;
    try {
      bytes = encodeUtf8(canonicalize(body));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.keep("form", { ...at, code: "receipt-not-canonical", message: error.message });
      return;
    }
    const signer = this.checkProof(proof, bytes, at);
    this.join(value, `sha256:${this.platform.sha256Hex(bytes)}`, signer, at);
    for (const path of UNCHECKED) {
      const present = member(value, `credentialSubject.${path}`) !== undefined;
      if (present && !this.unchecked.has(path)) this.unchecked.set(path, line);
    }
  }

  report(): ReceiptReport {
    return {
      dialect: [NAME, [...this.versions].join(", ")].join(" ").trimEnd(),
      receipts: this.receipts,
      chains: [...this.chains].map(([id, { receipts, end, head }]) => ({ id, receipts, end, head })),
      faults: this.faults,
      unknownSigner: this.unknownSigner,
      signed: this.signed,
      warnings: this.warnings(),
    };
  }

  /** The first fault of each question stays. */
  private keep(question: ReceiptQuestion, fault: LogFault | null): void {
    if (fault !== null) this.faults[question] ??= fault;
  }

  private checkForm(value: JsonObject, at: At): void {
    const { version } = value;
    if (typeof version === "string" && VERSIONS.includes(version)) this.versions.add(version);
    else {
      const message = `the receipt is of a version that is not known here; known are ${VERSIONS.join(", ")}`;
      const found = show(version);
      this.keep("form", { ...at, code: "receipt-version", message, expected: VERSIONS.join(", "), found });
    }
    const nullAt = findNull(value);
    if (nullAt !== null) {
      const message = `${clip(nullAt)} is null: a member without a value is left out, as implementations differ on what they sign and hash otherwise`;
      this.keep("form", { ...at, code: "receipt-null", message });
    }
    const parsed = receiptSchema.safeParse(value);
    if (parsed.success) return;
    const message = `the receipt has not the form of its schema, ${clip(firstIssue(parsed.error))}`;
    this.keep("form", { ...at, code: "receipt-form", message });
  }

  /** Spec 4.3.3 and 7.2. No key of the user's fits: changed, or signed by a stranger; nothing tells which. */
  private checkProof(proof: JsonValue | undefined, message: Uint8Array, at: At): ReceiptKey | null {
    const { type, proofValue, verificationMethod: method } = isJsonObject(proof) ? proof : {};
    if (type !== PROOF_TYPE) {
      const text = `the receipt's proof is not of type ${PROOF_TYPE}`;
      const places = { expected: PROOF_TYPE, found: show(type) };
      this.keep("signature", { ...at, code: "receipt-proof-type", message: text, ...places });
      return null;
    }
    const signature = fromProofValue(proofValue);
    if (signature === null) {
      const text = "the proofValue is not u and 86 base64url digits, which are the 64 bytes of a signature";
      this.keep("signature", { ...at, code: "receipt-proof-value", message: text });
      return null;
    }
    if (this.keys.length === 0) {
      const text = "no key was given to check the receipt's signature with";
      this.unknownSigner ??= { ...at, code: "receipt-signer-unknown", message: text, found: show(method) };
      return null;
    }
    const order = this.lastSigner === null ? this.keys : [this.lastSigner, ...this.keys];
    const signer = order.find((key) => verifyChecked(this.platform, key.publicKey, message, signature));
    if (signer === undefined) {
      const text =
        "the signature is by none of the keys given: the receipt was changed, or somebody else signed it";
      this.keep("signature", { ...at, code: "receipt-signature", message: text, found: show(method) });
      return null;
    }
    this.lastSigner = signer;
    this.signed += 1;
    return signer;
  }

  /** Spec 7.3, 7.3.2, 7.3.5 and 7.5: the rules between a receipt and the one before it in its chain. */
  private join(value: JsonObject, head: string, signer: ReceiptKey | null, at: At): void {
    const link = member(value, "credentialSubject.chain");
    if (!isJsonObject(link)) return;
    const { chain_id: id, sequence: seq, previous_receipt_hash: previous, terminal, status } = link;
    if (typeof id !== "string" || typeof seq !== "number" || !Number.isSafeInteger(seq)) return;
    const issuer = stringOr(member(value, "issuer.id"), null);
    const stated = typeof previous === "string" ? previous : null;
    const before = this.chains.get(id) ?? null;
    this.keep("sequence", sequenceFault(before, seq, at));
    this.keep("chain", chainFault(before, stated, issuer, at));
    const state = before ?? newChain(issuer);
    this.chains.set(id, state);
    state.receipts += 1;
    state.seq = seq;
    state.head = head;
    state.end = terminal !== true ? "unknown" : status === "interrupted" ? "interrupted" : "complete";
    if (signer !== null && state.signer !== null && signer !== state.signer) {
      state.newSigner ??= `${quote(signer.name)} after ${quote(state.signer.name)} in line ${at.line}`;
    }
    state.signer = signer ?? state.signer;
    countKey(state, stringOr(member(value, "credentialSubject.action.idempotency_key"), ""), at.line);
  }

  private warnings(): string[] {
    const repeats = [...this.chains]
      .filter(([, { repeats }]) => repeats > 0)
      .map(
        ([id, { repeats, firstRepeat }]) =>
          `in the chain ${quote(id)} ${repeats} of the receipts repeat an idempotency_key, first ${firstRepeat}: ` +
          "retries are legitimate, actions entered twice are not",
      );
    const newSigners = [...this.chains].flatMap(([id, { newSigner }]) =>
      newSigner === null ? [] : [`in the chain ${quote(id)} the signing key changes: ${newSigner}`],
    );
    const several = `the file holds ${this.chains.size} chains: each was verified on its own`;
    const unchecked = [...this.unchecked].map(([path, line]) => `${path} (first in line ${line})`).join(", ");
    return [
      ...repeats,
      ...newSigners,
      ...(this.chains.size > 1 ? [several] : []),
      ...(unchecked === "" ? [] : [`not checked, because the file alone cannot show it: ${unchecked}`]),
    ];
  }
}

/** Multibase `u`: base64url without padding, its unused bits zero, so that a signature has exactly one text. */
function fromProofValue(value: JsonValue | undefined): Uint8Array | null {
  if (typeof value !== "string" || !/^u[A-Za-z0-9_-]{86}$/.test(value)) return null;
  return fromBase64(`${value.slice(1).replaceAll("-", "+").replaceAll("_", "/")}==`);
}
