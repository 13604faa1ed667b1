// The rules for changing whose keys count: pure functions from a trust file to the next one, or a refusal.

import { equalBytes } from "../../shared/encoding/bytes.ts";
import { instantOf, isInstant } from "../../shared/encoding/time.ts";
import { formatVerifierKey, keyHint } from "../../shared/encoding/vkey.ts";
import type { VerifierKey } from "../../shared/encoding/vkey.ts";
import { Fault } from "../../shared/model/fault.ts";
import type { KeyRole, KeyStatus, Trust, TrustedKey } from "../../shared/model/trust.ts";
import type { TrustFile } from "../../shared/verify/trust.ts";
import { trustToFile } from "./trust-file.ts";
import type { RecordEntry } from "./trust-record.ts";

export type TrustEdit =
  /** Trusts a key, or trusts it for more; begins a trust file that is missing. */
  | {
      readonly action: "add";
      readonly key: VerifierKey;
      readonly roles: readonly KeyRole[];
      readonly threshold?: number | undefined;
    }
  /** `key` is a name, a `name+id` or a verifier key. `at` is RFC 3339 UTC. */
  | { readonly action: "retire" | "revoke"; readonly key: string; readonly at: string }
  | { readonly action: "threshold"; readonly threshold: number };

type What = Pick<RecordEntry, "action" | "key" | "roles" | "status" | "summary">;

export interface Planned {
  readonly file: TrustFile;
  readonly what: What;
}

/**
 * The trust file after a change, and the change in words. Pure.
 * @throws Fault where the rules refuse it.
 */
export function planChange(path: string, trust: Trust, edit: TrustEdit): Planned {
  if (edit.action === "add") return planAdd(path, trust, edit);
  if (edit.action === "threshold") return planThreshold(trust, edit.threshold);
  return planEnd(path, trust, edit.action, edit.key, edit.at);
}

function planAdd(path: string, trust: Trust, edit: Extract<TrustEdit, { action: "add" }>): Planned {
  const { key } = edit;
  const vkey = formatVerifierKey(key);
  if (edit.roles.length === 0) throw new Fault("role", `the key ${key.name} is added for no role: name one`);
  const file = trustToFile(trust);
  // The same secret, under this name or another: it has one standing.
  const same = trust.keys.filter(({ publicKey }) => equalBytes(publicKey, key.publicKey));
  const ended = same.filter(({ status }) => status !== "active");
  const known = ended.find((other) => other.vkey === vkey) ?? ended[0];
  if (known !== undefined) {
    const also = known.vkey === vkey ? "" : ` as ${known.hint}`;
    throw new Fault(
      "key-status",
      `the key ${key.name} is ${known.status} in ${path}${also}: it is not trusted again by adding it`,
    );
  }
  const entry = file.keys.find((other) => other.vkey === vkey);
  const roles = [...new Set([...(entry?.roles ?? []), ...edit.roles])];
  const threshold = checkThreshold(edit.threshold ?? file.threshold);
  const keys = [
    ...file.keys.filter((other) => other !== entry),
    { vkey, roles, status: "active" as const, statusAt: same[0]?.statusAt ?? null },
  ];
  const hint = keyHint(key);
  const more = threshold === file.threshold ? "" : `, and the threshold is ${threshold}`;
  const summary = `${hint} is trusted for ${roles.join(", ")}${more}`;
  return {
    file: { v: 1, threshold, keys },
    what: { action: "add", key: hint, roles, status: "active", summary },
  };
}

function planThreshold(trust: Trust, threshold: number): Planned {
  return {
    file: { ...trustToFile(trust), threshold: checkThreshold(threshold) },
    what: {
      action: "threshold",
      key: null,
      summary: `the threshold is ${threshold} (it was ${trust.threshold})`,
    },
  };
}

function checkThreshold(threshold: number): number {
  if (Number.isSafeInteger(threshold) && threshold >= 1) return threshold;
  throw new Fault("threshold", "the threshold is a whole number from 1 on");
}

function planEnd(path: string, trust: Trust, action: "retire" | "revoke", text: string, at: string): Planned {
  if (!isInstant(at))
    throw new Fault("time", `${at} is no RFC 3339 time in UTC, such as 2026-03-17T14:00:00Z`);
  const status: KeyStatus = action === "retire" ? "retired" : "revoked";
  const key = findKey(path, trust, text);
  if (key.status === "revoked" && status === "retired") {
    throw new Fault(
      "key-status",
      `the key ${key.hint} is revoked: it counts for nothing, and retiring it would give it back`,
    );
  }
  if (key.status === "retired" && status === "retired" && laterThan(at, key.statusAt)) {
    throw new Fault(
      "key-status",
      `the key ${key.hint} is retired since ${key.statusAt!}: the date can only be moved back`,
    );
  }
  const file = trustToFile(trust);
  // The secret is what is lost or laid down, under whatever other names it stands in the file.
  const same = trust.keys
    .filter(({ publicKey }) => equalBytes(publicKey, key.publicKey))
    .map(({ vkey }) => vkey);
  const keys = file.keys.map((entry) =>
    same.includes(entry.vkey) ? { ...entry, status, statusAt: at } : entry,
  );
  const summary = `${key.hint} is ${status} since ${at}`;
  return { file: { ...file, keys }, what: { action, key: key.hint, status, summary } };
}

function findKey(path: string, trust: Trust, text: string): TrustedKey {
  const matches = trust.keys.filter(({ name, hint, vkey }) => [name, hint, vkey].includes(text));
  const [key] = matches;
  if (key === undefined) throw new Fault("key-unknown", `${path} has no key ${text}`);
  if (matches.length === 1) return key;
  throw new Fault(
    "key-ambiguous",
    `${path} has ${matches.length} keys named ${text}: give name+id, as 'trust list' shows`,
  );
}

function laterThan(a: string, b: string | null): boolean {
  return b !== null && instantOf(a)! > instantOf(b)!;
}
