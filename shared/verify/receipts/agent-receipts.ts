// Agent Receipt Protocol (github.com/agent-receipts/ar, spec/v0.5.0/spec.md and its JSON Schema): signature and
// hash over the RFC 8785 form of a receipt without its proof. The proof itself is covered by neither, so its
// `created` and `verificationMethod` are anybody's word and decide nothing here.

import * as z from "zod";
import { encodeUtf8, fromBase64 } from "../../encoding/bytes.ts";
import { canonicalize } from "../../encoding/canonical.ts";
import { isJsonObject } from "../../encoding/json.ts";
import type { JsonObject, JsonValue } from "../../encoding/json.ts";
import { firstIssue } from "../../encoding/schema.ts";
import { isInstant } from "../../encoding/time.ts";
import { Fault } from "../../model/fault.ts";
import type { LogFault } from "../../model/log.ts";
import type { Platform } from "../../model/platform.ts";
import { checkPublicKey, verifyChecked } from "../ed25519.ts";
import type { ChainEnd, ReceiptDialect, ReceiptFaults, ReceiptItem } from "./dialect.ts";
import type { ReceiptKey, ReceiptQuestion, ReceiptReport } from "./dialect.ts";

const NAME = "agent-receipts";
/** The schema's own list: a later version may mean its members differently. */
const VERSIONS: readonly string[] = ["0.1.0", "0.2.0", "0.2.1", "0.3.0", "0.4.0", "0.5.0"];
const CONTEXTS = ["https://agentreceipts.ai/context/v1", "https://agentreceipts.ai/context/v2"] as const;
const PROOF_TYPE = "Ed25519Signature2020";
/** Members that need other files or services to be checked, spec 4.3.2, 7.6 and 7.7. */
const UNCHECKED = ["action.trusted_timestamp", "outcome.response_hash", "delegation"] as const;

const text = z.string();
const id = z.string().min(1);
const hash = z.string().regex(/^sha256:[0-9a-f]{64}$/, "sha256: and 64 lowercase hex digits are expected");
const time = z.string().refine(isDateTime, "an RFC 3339 time is expected");
const count = z.int().min(0);

const action = z
  .strictObject({
    id,
    type: id,
    risk_level: z.enum(["low", "medium", "high", "critical"]),
    target: z.strictObject({ system: text.optional(), resource: text.optional() }).optional(),
    parameters_hash: hash.optional(),
    parameters_disclosure: z.looseObject({}).optional(),
    peer_credential: z
      .strictObject({
        platform: text,
        pid: z.int(),
        uid: count.optional(),
        gid: count.optional(),
        exe_path: text.optional(),
      })
      .optional(),
    emitter_metadata: z.strictObject({ drop_count: count.optional() }).optional(),
    timestamp: time,
    trusted_timestamp: text.optional(),
    idempotency_key: id.optional(),
  })
  .refine(({ type, target }) => type !== "unknown" || target?.system !== undefined, {
    message: "an action of type unknown must name its target.system",
  });

const outcome = z.strictObject({
  status: z.enum(["success", "failure", "pending"]),
  error: text.optional(),
  reversible: z.boolean().optional(),
  reversal_method: text.optional(),
  reversal_window_seconds: count.optional(),
  reversal_of: text.optional(),
  state_change: z.strictObject({ before_hash: hash, after_hash: hash }).optional(),
  response_hash: hash.optional(),
});

const chain = z
  .strictObject({
    sequence: z.int().min(1),
    previous_receipt_hash: hash.nullable(),
    chain_id: id,
    terminal: z.literal(true).optional(),
    status: z.enum(["complete", "interrupted"]).optional(),
  })
  .refine(({ terminal, status }) => status === undefined || terminal === true, {
    message: "a status may stand only beside terminal: true",
  });

/** The JSON Schema, but for the forms of ids: upstream's own test vectors do not keep to those. */
const receiptSchema = z.strictObject({
  "@context": z.tuple([z.literal("https://www.w3.org/ns/credentials/v2"), z.enum(CONTEXTS)], text),
  id,
  type: z.tuple([z.literal("VerifiableCredential"), z.literal("AgentReceipt")]),
  version: text,
  issuer: z.strictObject({
    id,
    type: text.optional(),
    name: text.optional(),
    operator: z.strictObject({ id, name: text }).optional(),
    model: text.optional(),
    session_id: text.optional(),
    runtime: z.looseObject({ agent_id: text.optional(), agent_type: text.optional() }).optional(),
  }),
  issuanceDate: time,
  credentialSubject: z.looseObject({
    principal: z.strictObject({ id, type: text.optional() }),
    action,
    intent: z
      .strictObject({
        conversation_hash: hash.optional(),
        prompt_preview: text.optional(),
        prompt_preview_truncated: z.boolean().optional(),
        reasoning_hash: hash.optional(),
      })
      .optional(),
    outcome,
    authorization: z
      .strictObject({
        scopes: z.array(text).min(1),
        granted_at: time,
        expires_at: time.optional(),
        grant_ref: text.optional(),
      })
      .optional(),
    delegation: z
      .strictObject({ parent_chain_id: id, parent_receipt_id: id, delegator: z.strictObject({ id }) })
      .optional(),
    chain,
    correlation_id: id.optional(),
  }),
  proof: z.strictObject({
    type: text,
    created: time,
    verificationMethod: id,
    proofPurpose: z.literal("assertionMethod"),
    proofValue: text,
  }),
});

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

/** Where a receipt stands, for faults. */
type At = Pick<LogFault, "line" | "seq">;

interface ChainState {
  readonly issuer: string | null;
  receipts: number;
  seq: number;
  head: string;
  end: ChainEnd;
  /** Lines of idempotency keys, and the first receipt that repeats one. */
  readonly keys: Map<string, number>;
  repeats: number;
  firstRepeat: string;
  signer: ReceiptKey | null;
  /** Where another key than before first signed a receipt. */
  newSigner: string | null;
}

function newChain(issuer: string | null): ChainState {
  return {
    issuer,
    receipts: 0,
    seq: 0,
    head: "",
    end: "unknown",
    keys: new Map(),
    repeats: 0,
    firstRepeat: "",
    signer: null,
    newSigner: null,
  };
}

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

function sequenceFault(before: ChainState | null, seq: number, at: At): LogFault | null {
  const expected = before === null ? 1 : before.seq + 1;
  if (seq === expected) return null;
  const places = { ...at, expected: String(expected), found: String(seq) };
  if (before === null) {
    const message = "the chain's first receipt here is not number 1: its beginning is missing";
    return { ...places, code: "receipt-sequence-start", message };
  }
  if (seq > expected) {
    return { ...places, code: "receipt-sequence-hole", message: "receipts are missing: the numbers jump" };
  }
  return seq === before.seq
    ? { ...places, code: "receipt-sequence-repeated", message: "two receipts have the same number" }
    : { ...places, code: "receipt-sequence-order", message: "the receipts' numbers do not rise" };
}

function chainFault(
  before: ChainState | null,
  previous: string | null,
  issuer: string | null,
  at: At,
): LogFault | null {
  const found = show(previous);
  if (before === null) {
    if (previous === null) return null;
    const message = "the chain's first receipt here states a receipt before it: its beginning is missing";
    return { ...at, code: "receipt-chain-start", message, expected: "null", found };
  }
  if (before.end !== "unknown") {
    const message = "the receipt follows one that says that it is the last of its chain";
    return { ...at, code: "receipt-after-terminal", message };
  }
  if (previous !== before.head) {
    const message = "the receipt's previous_receipt_hash is not the hash of the receipt before it";
    return { ...at, code: "receipt-chain-broken", message, expected: before.head, found };
  }
  if (issuer === before.issuer) return null;
  const message = "the receipt is from another issuer than its chain: a chain has one issuer";
  const issuers = { expected: show(before.issuer), found: show(issuer) };
  return { ...at, code: "receipt-issuer-changed", message, ...issuers };
}

/** Spec 7.3.6: a repeated key is a warning, never a fault. */
function countKey(state: ChainState, key: string, line: number): void {
  if (key === "") return;
  const first = state.keys.get(key);
  if (first === undefined) {
    state.keys.set(key, line);
    return;
  }
  state.repeats += 1;
  if (state.repeats === 1) state.firstRepeat = `${quote(key)} of line ${first} in line ${line}`;
}

/** Multibase `u`: base64url without padding, its unused bits zero, so that a signature has exactly one text. */
function fromProofValue(value: JsonValue | undefined): Uint8Array | null {
  if (typeof value !== "string" || !/^u[A-Za-z0-9_-]{86}$/.test(value)) return null;
  return fromBase64(`${value.slice(1).replaceAll("-", "+").replaceAll("_", "/")}==`);
}

/** RFC 3339 section 5.6, offsets included: the protocol does not ask for UTC. */
function isDateTime(value: string): boolean {
  return isInstant(value.replace(/[+-](?:[01]\d|2[0-3]):[0-5]\d$/, "Z"));
}

/** The path of the first member that is null, but for the one that may be; null where there is none. */
function findNull(value: JsonObject, path = ""): string | null {
  for (const [key, item] of Object.entries(value)) {
    const at = path === "" ? key : `${path}.${key}`;
    if (item === null && at !== "credentialSubject.chain.previous_receipt_hash") return at;
    for (const inner of Array.isArray(item) ? item : [item]) {
      const found = isJsonObject(inner) ? findNull(inner, at) : null;
      if (found !== null) return found;
    }
  }
  return null;
}

function member(value: JsonObject, path: string): JsonValue | undefined {
  let at: JsonValue | undefined = value;
  for (const key of path.split(".")) at = isJsonObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  return at;
}

function stringOr<T>(value: JsonValue | undefined, otherwise: T): string | T {
  return typeof value === "string" ? value : otherwise;
}

/** What a file says, short enough for a report. */
function show(value: JsonValue | undefined): string {
  if (typeof value === "string") return clip(value);
  return value === undefined ? "nothing" : clip(JSON.stringify(value));
}

function quote(value: string): string {
  return JSON.stringify(clip(value));
}

function clip(value: string): string {
  return value.length <= 200 ? value : `${value.slice(0, 200).toWellFormed()}...`;
}
