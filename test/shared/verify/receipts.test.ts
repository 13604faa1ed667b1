// Receipts of autonomous agents: upstream's test vectors, and chains of our own that are damaged in every way
// that matters to an auditor.

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { signingKeyFromSeed } from "../../../electron/trust/signing-key.ts";
import { nodePlatform } from "../../../electron/platform/node-platform.ts";
import { encodeUtf8, fromHex } from "../../../shared/encoding/bytes.ts";
import { canonicalize } from "../../../shared/encoding/canonical.ts";
import { isJsonObject, parseJsonObject } from "../../../shared/encoding/json.ts";
import type { JsonObject, JsonValue } from "../../../shared/encoding/json.ts";
import { parsePublicKeyPem } from "../../../shared/encoding/pem.ts";
import { Fault } from "../../../shared/model/fault.ts";
import type { ReceiptKey, ReceiptReport } from "../../../shared/verify/receipts/dialect.ts";
import { findDialect, readReceipts } from "../../../shared/verify/receipts/read.ts";

const VECTORS = fileURLToPath(new URL("../../../../shared/data/vectors/agent-receipts/", import.meta.url));
const absent = !existsSync(VECTORS);
if (absent) process.stderr.write(`skipping the agent-receipts vectors: ${VECTORS} is absent\n`);

const agent = signingKeyFromSeed(new Uint8Array(32).fill(7), "agent");
const other = signingKeyFromSeed(new Uint8Array(32).fill(8), "other");

function at(value: JsonValue | undefined, ...path: (string | number)[]): JsonValue {
  let here = value;
  for (const step of path) {
    if (Array.isArray(here) && typeof step === "number") here = here[step];
    else here = isJsonObject(here) ? here[step] : undefined;
  }
  if (here === undefined) throw new Error(`there is no ${path.join(".")}`);
  return here;
}

function objectAt(value: JsonValue | undefined, ...path: (string | number)[]): JsonObject {
  const found = at(value, ...path);
  if (!isJsonObject(found)) throw new Error(`${path.join(".")} is not an object`);
  return found;
}

function listAt(value: JsonValue, ...path: (string | number)[]): JsonObject[] {
  const found = at(value, ...path);
  if (!Array.isArray(found)) throw new Error(`${path.join(".")} is not a list`);
  return found.filter(isJsonObject);
}

function textAt(value: JsonValue, ...path: (string | number)[]): string {
  const found = at(value, ...path);
  if (typeof found !== "string") throw new Error(`${path.join(".")} is not a text`);
  return found;
}

function verifyText(text: string, keys: readonly ReceiptKey[] = [agent]): ReceiptReport {
  const items = readReceipts(text);
  const dialect = findDialect(items[0]?.value ?? {});
  if (dialect === null) throw new Error("no dialect recognises the receipts");
  return dialect.verify(items, keys, nodePlatform);
}

function verifyAll(receipts: readonly JsonValue[], keys: readonly ReceiptKey[] = [agent]): ReceiptReport {
  return verifyText(receipts.map((receipt) => JSON.stringify(receipt)).join("\n"), keys);
}

function codes(report: ReceiptReport): Record<string, string> {
  return Object.fromEntries(Object.entries(report.faults).map(([question, { code }]) => [question, code]));
}

function unsignedText(receipt: JsonObject): string {
  const { proof: _, ...body } = receipt;
  return canonicalize(body);
}

function sign(receipt: JsonObject, key = agent): JsonObject {
  const signature = key.sign(encodeUtf8(unsignedText(receipt)));
  const proof = {
    type: "Ed25519Signature2020",
    created: "2026-06-09T00:00:01Z",
    verificationMethod: "did:agent:demo#key-1",
    proofPurpose: "assertionMethod",
    proofValue: `u${Buffer.from(signature).toString("base64url")}`,
  };
  return { ...receipt, proof };
}

interface ChainOptions {
  readonly id?: string;
  readonly key?: typeof agent;
  /** Changes receipt `i` (from 0) before it is signed. */
  readonly edit?: (receipt: JsonObject, i: number) => void;
}

function makeChain(
  length: number,
  { id = "chain_demo", key = agent, edit }: ChainOptions = {},
): JsonObject[] {
  const receipts: JsonObject[] = [];
  let previous: string | null = null;
  for (let i = 0; i < length; i += 1) {
    const receipt: JsonObject = {
      "@context": ["https://www.w3.org/ns/credentials/v2", "https://agentreceipts.ai/context/v2"],
      id: `urn:receipt:00000000-0000-4000-8000-00000000000${i}`,
      type: ["VerifiableCredential", "AgentReceipt"],
      version: "0.5.0",
      issuer: { id: "did:agent:demo" },
      issuanceDate: "2026-06-09T00:00:00Z",
      credentialSubject: {
        principal: { id: "did:user:demo" },
        action: {
          id: `act_00000000-0000-4000-8000-00000000000${i}`,
          type: "filesystem.file.read",
          risk_level: "low",
          timestamp: "2026-06-09T00:00:00Z",
        },
        outcome: { status: "success" },
        chain: { sequence: i + 1, previous_receipt_hash: previous, chain_id: id },
      },
    };
    edit?.(receipt, i);
    receipts.push(sign(receipt, key));
    previous = `sha256:${nodePlatform.sha256Hex(encodeUtf8(unsignedText(receipt)))}`;
  }
  return receipts;
}

/** A chain of one whose receipt is changed before it is signed. */
function single(edit: (receipt: JsonObject) => void): JsonObject[] {
  return makeChain(1, { edit });
}

function withProof(receipt: JsonObject, change: JsonObject): JsonObject {
  return { ...receipt, proof: { ...objectAt(receipt, "proof"), ...change } };
}

function faultOf(run: () => unknown): Fault {
  try {
    run();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("upstream's vectors of agent receipts", () => {
  const load = (name: string): JsonObject => parseJsonObject(readFileSync(`${VECTORS}${name}`, "utf8"));
  const keysOf = (file: JsonObject): ReceiptKey[] => [
    { name: "vectors", publicKey: parsePublicKeyPem(textAt(file, "keys", "publicKey")) },
  ];

  it.skipIf(absent).each([
    ["v040_vectors.json", "idempotencyKeyReceipt", "0.4.0"],
    ["v050_vectors.json", "runtimeReceipt", "0.5.0"],
    ["v050_vectors.json", "extendedRuntimeReceipt", "0.5.0"],
    ["v050_vectors.json", "rootAgentReceipt", "0.5.0"],
  ])("verify as upstream says: %s %s", (name, part, version) => {
    const file = load(name);
    const report = verifyAll([at(file, part, "receipt")], keysOf(file));
    expect(report).toMatchObject({ receipts: 1, signed: 1, faults: {}, unknownSigner: null, warnings: [] });
    expect(report.dialect).toBe(`agent-receipts ${version}`);
    expect(report.chains[0]?.head).toBe(textAt(file, part, "expectedReceiptHash"));
  });

  it.skipIf(absent)("hold a chain whose repeated idempotency key is valid with exactly one warning", () => {
    const file = load("v040_vectors.json");
    const part = objectAt(file, "duplicateIdempotencyChain");
    const report = verifyAll(listAt(part, "receipts"), keysOf(file));
    expect(report).toMatchObject({ receipts: 2, signed: 2, faults: {}, unknownSigner: null });
    expect(report.warnings).toHaveLength(Number(at(part, "expectedWarningCount")));
    expect(report.warnings[0]).toContain('"jsonrpc-req-retry-001" of line 1 in line 2');
  });

  it.skipIf(absent).each([
    ["wrong_proof_type", "receipt-proof-type"],
    ["mutated_action_type", "receipt-signature"],
    ["mutated_principal_id", "receipt-signature"],
    ["truncated_proof_value", "receipt-proof-value"],
    ["wrong_multibase_prefix", "receipt-proof-value"],
    ["flipped_proof_byte", "receipt-signature"],
  ])("hold a malformed receipt that is refused: %s", (name, code) => {
    const file = load("malformed_vectors.json");
    const vector = listAt(file, "receipts").find((each) => each["name"] === name);
    const report = verifyAll([at(vector, "receipt")], keysOf(file));
    expect(codes(report)).toEqual({ signature: code });
    expect(report.signed).toBe(0);
  });

  it.skipIf(absent)("hold no malformed receipt or chain that verifies", () => {
    const file = load("malformed_vectors.json");
    const chains = [
      ...listAt(file, "receipts").map((vector) => [at(vector, "receipt")]),
      ...listAt(file, "chains").map((vector) => listAt(vector, "receipts")),
    ];
    expect(chains).toHaveLength(7);
    for (const chain of chains) expect(verifyAll(chain, keysOf(file)).faults).not.toEqual({});
  });

  it.skipIf(absent)("hold a chain without a link in its middle, which is named by its line", () => {
    const file = load("malformed_vectors.json");
    const report = verifyAll(listAt(file, "chains", 0, "receipts"), keysOf(file));
    expect(codes(report)).toEqual({ chain: "receipt-chain-broken", signature: "receipt-signature" });
    expect(report.faults.chain).toMatchObject({ line: 2, seq: 2, found: "null" });
    expect(report).toMatchObject({ signed: 2, faults: { signature: { line: 2 } } });
  });
});

describe("a chain of agent receipts", () => {
  it("verifies whole, and its open end is said to be unknown", () => {
    const report = verifyAll(makeChain(4));
    expect(report).toMatchObject({ dialect: "agent-receipts 0.5.0", receipts: 4, signed: 4, faults: {} });
    expect(report.chains).toMatchObject([{ id: "chain_demo", receipts: 4, end: "unknown" }]);
    expect(report.warnings).toEqual([]);
  });

  it("verifies in whatever form its JSON is written, since the canonical form is signed", () => {
    const [receipt] = makeChain(1);
    const reordered = Object.fromEntries(Object.entries(objectAt(receipt)).toReversed());
    expect(verifyText(JSON.stringify(reordered, null, 4))).toMatchObject({ signed: 1, faults: {} });
  });

  it("is refused where its start was cut off", () => {
    const report = verifyAll(makeChain(4).slice(1));
    expect(codes(report)).toEqual({ sequence: "receipt-sequence-start", chain: "receipt-chain-start" });
    expect(report.faults.sequence).toMatchObject({ line: 1, seq: 2, expected: "1", found: "2" });
  });

  it("is refused where two receipts were swapped", () => {
    const [a, b, c, d] = makeChain(4);
    const report = verifyAll([objectAt(a), objectAt(c), objectAt(b), objectAt(d)]);
    expect(codes(report)).toEqual({ sequence: "receipt-sequence-hole", chain: "receipt-chain-broken" });
    expect(report.faults.chain?.line).toBe(2);
  });

  it("is refused where it runs backwards", () => {
    expect(codes(verifyAll(makeChain(2).toReversed()))["sequence"]).toBe("receipt-sequence-start");
    const rising = makeChain(3, { edit: (receipt, i) => renumber(receipt, [1, 2, 1][i] ?? 0) });
    expect(codes(verifyAll(rising))).toEqual({ sequence: "receipt-sequence-order" });
  });

  it("is refused where a receipt was taken out", () => {
    const report = verifyAll(makeChain(4).filter((_, i) => i !== 2));
    expect(codes(report)).toEqual({ sequence: "receipt-sequence-hole", chain: "receipt-chain-broken" });
    expect(report.faults.sequence).toMatchObject({ line: 3, seq: 4, expected: "3", found: "4" });
  });

  it("is refused where a number stands twice, even if every hash fits", () => {
    const chain = makeChain(3, { edit: (receipt, i) => renumber(receipt, [1, 2, 2][i] ?? 0) });
    expect(codes(verifyAll(chain))).toEqual({ sequence: "receipt-sequence-repeated" });
  });

  it("is refused where one receipt was changed and signed anew by a trusted key", () => {
    const chain = makeChain(3);
    const forged = structuredClone(objectAt(chain[1]));
    objectAt(forged, "credentialSubject", "outcome")["status"] = "failure";
    chain[1] = sign(forged);
    const report = verifyAll(chain);
    expect(codes(report)).toEqual({ chain: "receipt-chain-broken" });
    expect(report).toMatchObject({ signed: 3, faults: { chain: { line: 3, seq: 3 } } });
  });

  it("is refused where a receipt follows the last", () => {
    const edit = (receipt: JsonObject, i: number): void => {
      if (i === 1) objectAt(receipt, "credentialSubject", "chain")["terminal"] = true;
    };
    expect(codes(verifyAll(makeChain(3, { edit })))).toEqual({ chain: "receipt-after-terminal" });
  });

  it.each([
    [{ terminal: true }, "complete"],
    [{ terminal: true, status: "complete" }, "complete"],
    [{ terminal: true, status: "interrupted" }, "interrupted"],
  ])("says how it ends: %j", (members, end) => {
    const chain = makeChain(2, {
      edit: (receipt, i) => {
        if (i === 1) Object.assign(objectAt(receipt, "credentialSubject", "chain"), members);
      },
    });
    expect(verifyAll(chain)).toMatchObject({ faults: {}, chains: [{ end }] });
  });

  it("is refused where its issuer changes", () => {
    const edit = (receipt: JsonObject, i: number): void => {
      if (i === 1) objectAt(receipt, "issuer")["id"] = "did:agent:another";
    };
    expect(codes(verifyAll(makeChain(2, { edit })))).toEqual({ chain: "receipt-issuer-changed" });
  });

  it("warns once, however often idempotency keys are repeated", () => {
    const edit = (receipt: JsonObject, i: number): void => {
      objectAt(receipt, "credentialSubject", "action")["idempotency_key"] = `key-${i % 2}`;
    };
    const report = verifyAll(makeChain(6, { edit }));
    expect(report.faults).toEqual({});
    expect(report.warnings).toHaveLength(1);
    expect(report.warnings[0]).toContain("4 of the receipts");
  });

  it("names members that cannot be checked from the file alone", () => {
    const report = verifyAll(
      single((receipt) => {
        objectAt(receipt, "credentialSubject", "outcome")["response_hash"] = `sha256:${"0".repeat(64)}`;
      }),
    );
    expect(report.faults).toEqual({});
    expect(report.warnings).toEqual([expect.stringContaining("outcome.response_hash (first in line 1)")]);
  });
});

describe("several chains in one file", () => {
  const first = makeChain(3, { id: "chain_a" });
  const second = makeChain(3, { id: "chain_b", key: other });
  const woven = first.flatMap((receipt, i) => [receipt, objectAt(second[i])]);

  it("verify each on its own where they interleave", () => {
    const report = verifyAll(woven, [agent, other]);
    expect(report).toMatchObject({ receipts: 6, signed: 6, faults: {} });
    expect(report.chains).toMatchObject([
      { id: "chain_a", receipts: 3 },
      { id: "chain_b", receipts: 3 },
    ]);
    expect(report.warnings).toEqual([expect.stringContaining("2 chains")]);
  });

  it("do not hide a hole in one of them", () => {
    const report = verifyAll(
      woven.filter((_, i) => i !== 3),
      [agent, other],
    );
    expect(report.faults.sequence).toMatchObject({ code: "receipt-sequence-hole", line: 5, found: "3" });
  });

  it("do not take a receipt that was moved from one to the other", () => {
    const moved = makeChain(3, {
      edit: (receipt, i) => {
        if (i === 1) objectAt(receipt, "credentialSubject", "chain")["chain_id"] = "chain_z";
      },
    });
    const report = verifyAll(moved);
    expect(codes(report)).toEqual({ sequence: "receipt-sequence-start", chain: "receipt-chain-start" });
  });

  it("may share an idempotency key without a warning about it", () => {
    const edit = (receipt: JsonObject): void => {
      objectAt(receipt, "credentialSubject", "action")["idempotency_key"] = "same";
    };
    const both = [...makeChain(1, { id: "chain_a", edit }), ...makeChain(1, { id: "chain_b", edit })];
    expect(verifyAll(both).warnings).toEqual([expect.stringContaining("2 chains")]);
  });
});

describe("the signature of a receipt", () => {
  const receipt = objectAt(makeChain(1)[0]);
  const proofValue = textAt(receipt, "proof", "proofValue");
  const signature = Buffer.from(proofValue.slice(1), "base64url");

  it("is bad whichever of its bytes is changed", () => {
    for (let i = 0; i < signature.length; i += 1) {
      const changed = Buffer.from(signature);
      changed[i] = (changed[i] ?? 0) ^ 1;
      const report = verifyAll([withProof(receipt, { proofValue: `u${changed.toString("base64url")}` })]);
      expect(codes(report)).toEqual({ signature: "receipt-signature" });
    }
  });

  it("is bad under a wrong key, and good where one of several keys made it", () => {
    const report = verifyAll([receipt], [other]);
    expect(codes(report)).toEqual({ signature: "receipt-signature" });
    expect(report).toMatchObject({ signed: 0, unknownSigner: null });
    expect(verifyAll([receipt], [other, agent])).toMatchObject({ signed: 1, faults: {} });
  });

  it("is not judged where there is no key, which is said", () => {
    const report = verifyAll(makeChain(2), []);
    expect(report.faults).toEqual({});
    expect(report).toMatchObject({ signed: 0, unknownSigner: { code: "receipt-signer-unknown", line: 1 } });
    expect(report.unknownSigner?.found).toBe("did:agent:demo#key-1");
  });

  it("is warned about where a chain's key changes", () => {
    const [start, next] = makeChain(2);
    const report = verifyAll([objectAt(start), sign(objectAt(next), other)], [agent, other]);
    expect(report).toMatchObject({ signed: 2, faults: {} });
    expect(report.warnings).toEqual([expect.stringContaining('"other" after "agent" in line 2')]);
  });

  it.each([
    ["padding", `${proofValue}==`],
    ["the standard alphabet", `u${"+/".repeat(43)}`],
    ["63 bytes", `u${signature.subarray(0, 63).toString("base64url")}`],
    ["65 bytes", `u${Buffer.concat([signature, signature.subarray(0, 1)]).toString("base64url")}`],
    ["unused bits that are not zero", `${proofValue.slice(0, -1)}B`],
    ["no multibase prefix", proofValue.slice(1)],
    ["a line break at its end", `${proofValue}\n`],
    ["no text at all", 7],
  ])("is refused with %s", (_, value) => {
    const report = verifyAll([withProof(receipt, { proofValue: value })]);
    expect(codes(report)["signature"]).toBe("receipt-proof-value");
    expect(report.signed).toBe(0);
  });

  it.each([
    ["another type", { type: "Ed25519Signature2018" }, { signature: "receipt-proof-type" }],
    ["another purpose", { proofPurpose: "authentication" }, { form: "receipt-form" }],
    ["a member that nobody signed", { note: "approved" }, { form: "receipt-form" }],
    ["a time that is none", { created: "2026-02-30T00:00:00Z" }, { form: "receipt-form" }],
  ])("is refused where its proof has %s", (_, change, expected) => {
    expect(codes(verifyAll([withProof(receipt, change)]))).toEqual(expected);
  });

  it("is refused where there is no proof", () => {
    const { proof: _, ...bare } = receipt;
    expect(codes(verifyAll([bare]))).toEqual({ form: "receipt-form", signature: "receipt-proof-type" });
  });

  it.each([
    ["the identity", `01${"00".repeat(31)}`],
    ["a point of order 8", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"],
  ])("is not even tried under a key that is %s", (_, hex) => {
    const publicKey = fromHex(hex) ?? new Uint8Array();
    // Under the identity this signature, R = B and S = 1, would fit every message.
    const universal = Buffer.concat([Buffer.from(`58${"66".repeat(31)}01`, "hex"), Buffer.alloc(31)]);
    const forged = withProof(receipt, { proofValue: `u${universal.toString("base64url")}` });
    expect(faultOf(() => verifyAll([forged], [{ name: "weak", publicKey }])).code).toBe("key-weak");
  });
});

describe("the form of a receipt", () => {
  it("must be of a version that is known, and the fault says which are", () => {
    for (const version of ["9.9", "9.9.0", "0.6.0", "0.5", "v0.5.0", 5, ["0.5.0"]]) {
      const report = verifyAll(single((receipt) => (receipt["version"] = version)));
      expect(codes(report)).toEqual({ form: "receipt-version" });
      expect(report.faults.form?.message).toContain("0.1.0, 0.2.0, 0.2.1, 0.3.0, 0.4.0, 0.5.0");
      expect(report.dialect).toBe("agent-receipts");
    }
  });

  it.each([
    ["@context", ["https://agentreceipts.ai/context/v2", "https://www.w3.org/ns/credentials/v2"]],
    ["type", ["AgentReceipt"]],
    ["id", 1],
    ["issuer", "did:agent:demo"],
    ["issuanceDate", "2026-06-09 00:00:00Z"],
    ["issuanceDate", "2026-06-09T25:00:00+02:00"],
    ["extra", true],
    ["credentialSubject.principal", {}],
    ["credentialSubject.action.risk_level", "none"],
    ["credentialSubject.action.timestamp", 1_780_000_000],
    ["credentialSubject.action.type", "unknown"],
    ["credentialSubject.action.idempotency_key", ""],
    ["credentialSubject.action.approved", true],
    ["credentialSubject.outcome.status", "done"],
    ["credentialSubject.chain.sequence", 1.5],
    ["credentialSubject.chain.sequence", "1"],
    ["credentialSubject.chain.sequence", 0],
    ["credentialSubject.chain.previous_receipt_hash", ""],
    ["credentialSubject.chain.chain_id", ""],
    ["credentialSubject.chain.terminal", false],
    ["credentialSubject.chain.status", "complete"],
  ])("is refused where %s is %j", (path, value) => {
    const report = verifyAll(
      single((receipt) => {
        const steps = path.split(".");
        objectAt(receipt, ...steps.slice(0, -1))[steps.at(-1) ?? ""] = value;
      }),
    );
    expect(codes(report)["form"]).toBe("receipt-form");
    expect(report.faults.form?.message.length).toBeLessThan(400);
  });

  it("is refused where a member is missing, previous_receipt_hash included", () => {
    for (const path of [
      "version",
      "credentialSubject.chain.previous_receipt_hash",
      "credentialSubject.chain",
    ]) {
      const report = verifyAll(
        single((receipt) => {
          const steps = path.split(".");
          delete objectAt(receipt, ...steps.slice(0, -1))[steps.at(-1) ?? ""];
        }),
      );
      expect(report.faults.form?.code).toMatch(/^receipt-(form|version)$/);
    }
  });

  it("is refused where a member is null, on which implementations differ", () => {
    const error = single((receipt) => (objectAt(receipt, "credentialSubject", "outcome")["error"] = null));
    const report = verifyAll(error);
    expect(report.faults.form).toMatchObject({ code: "receipt-null", line: 1 });
    expect(report.faults.form?.message).toContain("credentialSubject.outcome.error is null");
    const inside = single((receipt) => (objectAt(receipt, "issuer")["runtime"] = { spans: [{ id: null }] }));
    expect(codes(verifyAll(inside))).toEqual({ form: "receipt-null" });
  });

  it("is refused where a number has no canonical form that all readers share", () => {
    const text = JSON.stringify(makeChain(1)[0]).replace('"id":"did:agent:demo"', '$&,"runtime":{"n":1e20}');
    expect(codes(verifyText(text))).toEqual({ form: "receipt-not-canonical" });
  });

  it("takes times with an offset, fractions, and unknown members of issuer.runtime", () => {
    const chain = single((receipt) => {
      receipt["issuanceDate"] = "2026-06-09T02:00:00.123456+02:00";
      objectAt(receipt, "issuer")["runtime"] = { agent_id: "a", trace: [1, { deep: true }] };
      objectAt(receipt, "credentialSubject")["keyRotation"] = { event_type: "key_rotated" };
    });
    expect(verifyAll(chain)).toMatchObject({ signed: 1, faults: {} });
  });

  it("covers a key named __proto__ like every other", () => {
    const [receipt] = makeChain(1);
    const text = JSON.stringify(receipt).replace('"id":"did:agent:demo"', '$&,"runtime":{"__proto__":"x"}');
    expect(codes(verifyText(text))).toEqual({ signature: "receipt-signature" });
    const signed = sign(parseJsonObject(text));
    expect(verifyText(canonicalize(signed))).toMatchObject({ signed: 1, faults: {} });
  });
});

describe("a file of receipts", () => {
  const chain = makeChain(3);
  const lines = chain.map((receipt) => JSON.stringify(receipt));
  const linesOf = (text: string): number[] => readReceipts(text).map(({ line }) => line);

  it("is read as JSON Lines, as one array, and as one object, each with its lines", () => {
    expect(linesOf(lines.join("\n"))).toEqual([1, 2, 3]);
    expect(linesOf(`${lines.join("\r\n")}\r\n\n`)).toEqual([1, 2, 3]);
    expect(linesOf(`\n${lines.join("\n\n")}`)).toEqual([2, 4, 6]);
    expect(linesOf(JSON.stringify(chain))).toEqual([1, 1, 1]);
    expect(linesOf(`[\n${lines.join(",\n")}\n]`)).toEqual([2, 3, 4]);
    expect(linesOf(`\n\n${JSON.stringify(chain[0], null, 2)}\n`)).toEqual([3]);
    expect(linesOf('\n[{"a":"]\\"{,\\\\"},[]]'.replace(",[]]", ',\n{"b":[{}]}]'))).toEqual([2, 3]);
    expect(verifyText(JSON.stringify(chain, null, 2))).toMatchObject({ signed: 3, faults: {} });
  });

  it.each([
    ["a lone surrogate", '{"a":"\\ud800"}', "json-lone-surrogate"],
    ["a duplicate key", '{"a":1,"a":2}', "json-duplicate-key"],
    ["an unsafe number", '{"a":9007199254740993}', "json-unsafe-number"],
    ["text after the object", '{"a":1} x', "json-syntax"],
    ["a cut line", '{"a":', "json-syntax"],
    ["something else than an object", "7", "receipt-not-object"],
  ])("is refused where it holds %s, and the line is named", (_, bad, code) => {
    const fault = faultOf(() => readReceipts(`${lines[0] ?? ""}\n${bad}\n${lines[1] ?? ""}`));
    expect(fault).toMatchObject({ code, place: { line: 2 } });
  });

  it("names the line and the column in it also inside an array or an object over several lines", () => {
    const inArray = faultOf(() => readReceipts('[\n  {"a": 1},\n  {"a": 1, "a": 2}\n]'));
    expect(inArray).toMatchObject({ code: "json-duplicate-key", place: { line: 3 } });
    expect(inArray.message).toContain("(column 12)");
    const inObject = faultOf(() => readReceipts('{\n  "a": 1,\n  "b": tru\n}'));
    expect(inObject).toMatchObject({ code: "json-syntax", place: { line: 3 } });
    const firstLine = faultOf(() => readReceipts('{"a":1\n{"a":2}\n'));
    expect(firstLine).toMatchObject({ code: "json-syntax", place: { line: 1 } });
  });

  it("is refused where it is empty, or an array of something else", () => {
    for (const text of ["", " \r\n\n", "[]", "[ \n ]"]) {
      expect(faultOf(() => readReceipts(text)).code).toBe("receipt-none");
    }
    expect(faultOf(() => readReceipts("[{}, 1]")).code).toBe("receipt-not-object");
  });

  it("is of no known dialect where its first object is no receipt", () => {
    expect(findDialect({ type: "log" })).toBeNull();
    expect(findDialect({})).toBeNull();
    expect(findDialect({ type: ["VerifiableCredential", "AgentReceipt"] })?.name).toBe("agent-receipts");
    expect(findDialect({ "@context": ["https://agentreceipts.ai/context/v1"] })?.name).toBe("agent-receipts");
  });
});

function renumber(receipt: JsonObject, seq: number): void {
  objectAt(receipt, "credentialSubject", "chain")["sequence"] = seq;
}
