// Ed25519 private keys in PEM files (PKCS#8), as `inquest keygen` and `openssl genpkey` write them.

import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { makeVerifierKey } from "../../shared/encoding/vkey.ts";
import type { VerifierKey } from "../../shared/encoding/vkey.ts";
import { Fault } from "../../shared/model/fault.ts";
import { explain } from "../platform/explain.ts";
import { nodePlatform } from "../platform/node-platform.ts";

export interface SigningKey extends VerifierKey {
  sign(message: Uint8Array): Uint8Array;
}

/** @throws Fault `key-unreadable`, `key-syntax`, `key-encrypted`, `key-algorithm`, `key-name`. */
export async function loadSigningKey(path: string, name: string): Promise<SigningKey> {
  let pem: string;
  try {
    pem = await readFile(path, "utf8");
  } catch (error) {
    throw new Fault("key-unreadable", `the key file ${path} cannot be read: ${explain(error)}`);
  }
  return signingKeyFromPem(pem, name, path);
}

export function signingKeyFromPem(pem: string, name: string, path: string): SigningKey {
  if (pem.includes("ENCRYPTED PRIVATE KEY") || pem.includes("Proc-Type: 4,ENCRYPTED")) {
    throw new Fault(
      "key-encrypted",
      `the key file ${path} is protected by a passphrase: decrypt it first (openssl pkey)`,
    );
  }
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new Fault("key-syntax", `the key file ${path} is not a private key in PEM form (PKCS#8)`);
  }
  if (key.asymmetricKeyType !== "ed25519") {
    const kind = key.asymmetricKeyType ?? "unknown";
    throw new Fault(
      "key-algorithm",
      `the key file ${path} holds a key of kind ${kind}: an Ed25519 key is needed`,
    );
  }
  return fromKeyObject(key, name);
}

/** A key from its 32-byte RFC 8032 seed: for demonstrations and tests, whose keys are no secret. */
export function signingKeyFromSeed(seed: Uint8Array, name: string): SigningKey {
  const prefix = Buffer.from("302e020100300506032b657004220420", "hex");
  return fromKeyObject(
    createPrivateKey({ key: Buffer.concat([prefix, seed]), format: "der", type: "pkcs8" }),
    name,
  );
}

export function generateSigningKeyPem(): string {
  return generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" }) as string;
}

function fromKeyObject(key: KeyObject, name: string): SigningKey {
  const { x } = createPublicKey(key).export({ format: "jwk" });
  const publicKey = Uint8Array.from(Buffer.from(x!, "base64url"));
  return {
    ...makeVerifierKey(name, publicKey, nodePlatform),
    sign: (message) => Uint8Array.from(sign(null, message, key)),
  };
}
