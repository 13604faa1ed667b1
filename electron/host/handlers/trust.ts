// Calls about trust.

import { CallError } from "../../../shared/contract/reply.ts";
import { Fault } from "../../../shared/model/fault.ts";
import { isVerifierKey, keyFromText, refusePrivateKey } from "../../trust/read-key.ts";
import type { Core } from "../core.ts";
import { fingerprintOf } from "../trust-desk.ts";
import type { Handlers } from "../types.ts";

type TrustHandlers = Pick<
  Handlers,
  "trust.get" | "trust.inspect" | "trust.add" | "trust.end" | "trust.threshold"
>;

const HOW_TO_NAME = "give it the name that its owner signs with";

export function trustHandlers({ trust }: Core): TrustHandlers {
  return {
    "trust.get": () => trust.view(),
    "trust.inspect": async ({ text, name }) => {
      const given = name?.trim() ?? "";
      return trust.preview(readKey(text, given === "" ? null : given));
    },
    "trust.add": async ({ vkey, fingerprint, roles }) => {
      const key = readKey(vkey, null);
      if (fingerprintOf(key) !== fingerprint) {
        throw new Fault(
          "key-fingerprint",
          `the fingerprint that was compared is not that of the key ${key.name}: compare it again`,
        );
      }
      return trust.change({ action: "add", key, roles });
    },
    "trust.end": async ({ vkey, status, at }) =>
      trust.change({ action: status === "retired" ? "retire" : "revoke", key: vkey.trim(), at }),
    "trust.threshold": async ({ threshold }) => trust.change({ action: "threshold", threshold }),
  };
}

function readKey(text: string, name: string | null) {
  refusePrivateKey(text);
  if (!isVerifierKey(text.trim()) && !text.includes("-----BEGIN")) {
    const message =
      "This is neither a verifier key (name+id+base64) nor a public key in PEM form (-----BEGIN PUBLIC KEY-----).";
    throw new CallError({ code: "key-unreadable", message, fault: "key-syntax" });
  }
  return keyFromText(text, name, HOW_TO_NAME);
}
