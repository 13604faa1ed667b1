// The bag declares itself, holds all of itself, and states its payload's size truly.

import { checkBagDeclaration, parseBagInfo, payloadOxum } from "../../encoding/bagit.ts";
import { Fault } from "../../model/fault.ts";
import type { Check } from "../../model/verdict.ts";
import type { BundleFacts } from "../facts.ts";
import { fail, failFault, pass } from "../outcome.ts";
import { counted } from "../counted.ts";

const ID = "manifests.declaration";

export function checkDeclaration(facts: BundleFacts): Check {
  const { files, control } = facts;
  const fetch = [...files.keys()].find((path) => path.toLowerCase() === "fetch.txt");
  if (fetch !== undefined) {
    const message = "the bundle has a fetch.txt: evidence must be in the bundle, nothing is ever fetched";
    return fail(ID, "fetch-txt", { file: fetch, message });
  }
  const declaration = control.get("bagit.txt");
  if (declaration === undefined) {
    const message = "the archive has no bagit.txt: it is no evidence bundle";
    return fail(ID, "not-a-bag", { file: "bagit.txt", message });
  }
  try {
    checkBagDeclaration(declaration);
    const info = control.get("bag-info.txt");
    return info === undefined
      ? pass(ID, "bag-declared", "BagIt 1.0, no bag-info.txt")
      : checkInfo(facts, info);
  } catch (error) {
    if (error instanceof Fault) return failFault(ID, error, "bagit.txt");
    throw error;
  }
}

function checkInfo(facts: BundleFacts, bytes: Uint8Array): Check {
  const stated = payloadOxum(parseBagInfo(bytes));
  if (stated === null) return pass(ID, "bag-declared", "BagIt 1.0, no payload size stated");
  const payload = [...facts.files.values()].filter(({ path }) => path.startsWith("data/"));
  const size = payload.reduce((sum, file) => sum + file.size, 0);
  if (stated.bytes !== size || stated.files !== payload.length) {
    return fail(ID, "payload-oxum", {
      file: "bag-info.txt",
      message: "bag-info.txt states another payload size (Payload-Oxum) than the payload has",
      expected: `${size}.${payload.length}`,
      found: `${stated.bytes}.${stated.files}`,
    });
  }
  return pass(
    ID,
    "bag-declared",
    `BagIt 1.0, payload of ${counted(payload.length, "file")} and ${counted(size, "byte")} as stated`,
  );
}
