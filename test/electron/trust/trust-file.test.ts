import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { MAX_TRUST_BYTES } from "../../../shared/model/limits.ts";
import { nodePlatform } from "../../../electron/platform/node-platform.ts";
import { defaultTrustPath, loadTrust, saveTrust, trustToFile } from "../../../electron/trust/trust-file.ts";
import { rejection } from "../../shared/faults.ts";
import { BUNDLE_ENTRY, LOG_ENTRY, trustOf, trustText } from "../../support/keys.ts";
import { scratch, scratchFile } from "../../support/scratch.ts";

const TEXT = trustText(
  [BUNDLE_ENTRY, { ...LOG_ENTRY, status: "retired", statusAt: "2026-01-01T00:00:00Z" }],
  2,
);

describe("loadTrust", () => {
  it("reads a named file, with its path and its SHA-256", async () => {
    const path = scratchFile("trust.json", TEXT);
    const loaded = await loadTrust(path);
    expect([loaded.path, loaded.sha256]).toEqual([path, nodePlatform.sha256Hex(Buffer.from(TEXT))]);
    expect(loaded.trust.threshold).toBe(2);
    expect(loaded.trust.keys.map(({ status }) => status)).toEqual(["active", "retired"]);
  });

  it("refuses a named file that is not there, too large, or a folder", async () => {
    for (const path of [
      scratch("absent.json"),
      scratchFile("large.json", Buffer.alloc(MAX_TRUST_BYTES + 1)),
      scratch("."),
    ]) {
      const fault = await rejection(loadTrust(path));
      expect([fault.code, fault.message.includes(path)]).toEqual(["trust-unreadable", true]);
    }
  });

  it("uses nothing of a broken file, and says which file it is", async () => {
    const path = scratchFile("broken.json", TEXT.replace('"active"', '"trusted"'));
    const fault = await rejection(loadTrust(path));
    expect(fault.code).toBe("trust-syntax");
    expect(fault.message).toContain(path);
    expect(fault.message).toContain("Nothing is trusted");
  });
});

describe("saveTrust", () => {
  it("writes what loadTrust reads back, and makes the folder", async () => {
    const path = join(scratch("deep"), "er", "trust.json");
    const trust = trustOf([BUNDLE_ENTRY, LOG_ENTRY], 2).trust;
    await saveTrust(path, trustToFile(trust));
    expect((await loadTrust(path)).trust).toEqual(trust);
    if (process.platform !== "win32") expect(statSync(join(scratch("deep"), "er")).mode & 0o777).toBe(0o700);
  });

  it("keeps the old file where the new one would be broken", async () => {
    const folder = scratch("kept");
    mkdirSync(folder);
    const path = join(folder, "trust.json");
    writeFileSync(path, TEXT);
    const file = trustToFile(trustOf([BUNDLE_ENTRY]).trust);
    const fault = await rejection(saveTrust(path, { ...file, keys: [...file.keys, ...file.keys] }));
    expect(fault.code).toBe("trust-duplicate");
    expect([readFileSync(path, "utf8"), readdirSync(folder)]).toEqual([TEXT, ["trust.json"]]);
  });
});

describe("defaultTrustPath", () => {
  it("is what INQUEST_TRUST says, or the platform's place for settings", () => {
    expect(defaultTrustPath({ INQUEST_TRUST: "/x/t.json" })).toBe("/x/t.json");
    expect(defaultTrustPath({ INQUEST_TRUST: "" })).toMatch(/inquest[/\\]trust\.json$/i);
    if (process.platform === "linux")
      expect(defaultTrustPath({ XDG_CONFIG_HOME: "/cfg" })).toBe("/cfg/inquest/trust.json");
  });
});
