// Small files that grow large, and files that make a careless reader work or wait without end. Limits hold while
// inflating; nothing here may need more than ordinary memory and time.

import { randomFillSync } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { DEFAULT_INFLATION_LIMITS } from "../../shared/model/limits.ts";
import type { InflationLimits } from "../../shared/model/limits.ts";
import { nodeEval } from "../support/child.ts";
import { forge } from "../support/forge.ts";
import type { Forgery } from "../support/forge.ts";
import { TRUST } from "../support/keys.ts";
import { makeZip } from "../support/raw-zip.ts";
import type { RawEntry } from "../support/raw-zip.ts";
import { scratchFile } from "../support/scratch.ts";
import { attacks, judgeBytes, tell, told } from "../support/told.ts";

const MIB = 2 ** 20;
const CONTENT = "INVALID container.content:";
const zeros = (size: number): Buffer => Buffer.alloc(size);
const withFile = (name: string, content: Uint8Array): Forgery => ({
  files: (files) => files.set(name, content),
});
const tweaked = (name: string, content: Uint8Array, change: Partial<RawEntry>): Forgery => ({
  ...withFile(name, content),
  zip: (entries) => entries.map((entry) => (entry.name === name ? { ...entry, ...change } : entry)),
});

async function limited(how: Forgery, limits: Partial<InflationLimits>): Promise<string> {
  const all = { ...DEFAULT_INFLATION_LIMITS, ...limits };
  return tell(await judgeBytes(await forge(how), TRUST, { limits: all }));
}

describe("a bundle that inflates beyond the limits is INVALID:", () => {
  it("one file of zeros, by its ratio", async () => {
    const how = withFile("data/zeros", zeros(8 * MIB));
    const limits = { maxRatio: 100, ratioFreeBytes: MIB };
    expect(await limited(how, limits)).toBe(`${CONTENT}limit-ratio`);
    expect(await limited(how, { ...limits, maxRatio: 2000 })).toBe("VALID");
  });

  it("one file of zeros, by the limits that hold by default", async () => {
    expect(await told(withFile("data/zeros", zeros(72 * MIB)))).toBe(`${CONTENT}limit-ratio`);
  });

  it("one file, by its size", async () => {
    expect(await limited(withFile("data/zeros", zeros(2 * MIB)), { maxInflatedBytes: MIB })).toBe(
      `${CONTENT}limit-inflated`,
    );
  });

  it("one stored file, by its size", async () => {
    const how = tweaked("data/zeros", zeros(2 * MIB), { both: { method: 0 } });
    expect(await limited(how, { maxInflatedBytes: MIB })).toBe(`${CONTENT}limit-inflated`);
  });

  it("many small files, by their sum", async () => {
    const many: Forgery = {
      files: (files) => {
        for (let i = 0; i < 64; i += 1) files.set(`data/${i}`, zeros(64 * 1024));
      },
    };
    expect(await limited(many, { maxInflatedBytes: 2 * MIB })).toBe(`${CONTENT}limit-inflated`);
    expect(await limited(many, { maxInflatedBytes: 8 * MIB })).toBe("VALID");
  });
});

describe("a bundle whose headers lie about what inflates is INVALID:", () => {
  const big = zeros(16 * MIB);
  const noise = randomFillSync(zeros(MIB / 4));
  attacks([
    ["ten bytes said, 16 MiB there", tweaked("data/big", big, { both: { size: 10 } }), `${CONTENT}zip-size`],
    ["nothing said, 16 MiB there", tweaked("data/big", big, { both: { size: 0 } }), `${CONTENT}zip-size`],
    ["2 MiB said, 16 MiB there", tweaked("data/big", big, { both: { size: 2 * MIB } }), `${CONTENT}zip-size`],
    [
      "ten bytes said, and too much stored for one step",
      tweaked("data/big", noise, { both: { size: 10 } }),
      `${CONTENT}zip-size`,
    ],
    [
      "4 GiB said, one byte there",
      tweaked("data/big", Buffer.from("x"), { both: { size: 0xffff_fffe } }),
      `${CONTENT}zip-size`,
    ],
    [
      "4 GiB stored said, one byte there",
      tweaked("data/big", Buffer.from("x"), { both: { packedSize: 0xffff_fffe } }),
      "INVALID container.archive:zip-overlap",
    ],
  ]);
});

describe("a control file that is too large makes a bundle INVALID:", () => {
  const big = zeros(64 * MIB + 1);
  const packed = deflateRawSync(big);
  /** The limits on ratio and sum are not what is attacked here. */
  const limits = { maxRatio: 10_000 };
  for (const name of ["bagit.txt", "manifest-sha256.txt", "inquest/checkpoint", "inquest/bundle.dsse.json"]) {
    it(name, async () => {
      const entries = [
        { name: "data/x", content: "x" },
        { name, content: big, packed },
      ];
      const verdict = await judgeBytes(makeZip(entries), TRUST, {
        limits: { ...DEFAULT_INFLATION_LIMITS, ...limits },
      });
      expect(tell(verdict)).toBe(`${CONTENT}limit-control`);
    });
  }

  it("five proofs of 60 MiB", async () => {
    const content = big.subarray(0, 60 * MIB);
    const proof = { content, packed: deflateRawSync(content) };
    const entries = [0, 1, 2, 3, 4].map((i) => ({ name: `inquest/proofs/${i}.tlog-proof`, ...proof }));
    expect(tell(await judgeBytes(makeZip(entries)))).toBe(`${CONTENT}limit-control`);
  });
});

describe("a bundle that is only strange inside stays what it is:", () => {
  const inner = makeZip([{ name: "../../evil", content: zeros(8 * MIB) }]);
  const nested = Array.from({ length: 5 }).reduce<Buffer>(
    (zip) => makeZip([{ name: "next.zip", content: zip }]),
    inner,
  );
  attacks([
    ["an archive in the archive, with a bad name", withFile("data/inner.zip", inner), "VALID"],
    ["archives in archives in archives", withFile("data/nested.inqb", nested), "VALID"],
  ]);
});

describe("a bundle that asks for much work is judged all the same:", () => {
  it("100,000 empty files", async () => {
    const entries = Array.from({ length: 100_000 }, (_, i) => ({ name: `data/${i}` }));
    const end = { count: 0xffff, countHere: 0xffff, size: 0xffff_ffff, offset: 0xffff_ffff };
    const verdict = await judgeBytes(makeZip(entries, { end64: {}, end }));
    expect(tell(verdict)).toMatch(/^INVALID manifests\.declaration:not-a-bag /);
  });

  it("a log of one endless line", async () => {
    expect(await told({ logFile: () => Buffer.alloc(24 * MIB, "a") })).toMatch(
      /^INVALID log\.canonical:line-too-long /,
    );
  });

  // One kilobyte in the archive. The guard is many times what reading as many bytes of good lines takes.
  it("a log of a million empty lines, within five seconds", { timeout: 5000 }, async () => {
    expect(await told({ logFile: () => Buffer.alloc(MIB, "\n") })).toMatch(
      /^INVALID log\.canonical:json-syntax /,
    );
  });

  it("a log that is one open bracket after another", async () => {
    const line = Buffer.concat([Buffer.alloc(MIB - 1, "["), Buffer.from("\n")]);
    expect(await told({ logFile: () => Buffer.concat([line, line]) })).toMatch(
      /^INVALID log\.canonical:json-too-deep /,
    );
  });

  it("an envelope that is one open bracket after another", async () => {
    expect(await told({ envelopeFile: () => "[".repeat(MIB) })).toBe(
      "INVALID signature.envelope:envelope-syntax",
    );
  });

  it("500 reviewers", async () => {
    const how: Forgery = {
      files: (files) => {
        for (let i = 0; i < 500; i += 1) files.set(`data/notes/${i}/notes.jsonl`, Buffer.from("{}\n"));
      },
    };
    expect(await told(how)).toBe("INVALID notes.logs:field-missing");
  });

  // Each name is 1,024 bytes of one-letter folders, none of which another name shares: a reader that remembers all
  // folders of all names needs memory that grows with the square of a name's length.
  it("2,000 files, each 500 folders deep, in 256 MiB of memory", async () => {
    const entries = Array.from({ length: 2000 }, (_, i) => ({
      name: `${String(i).padStart(6, "0")}${"/a".repeat(508)}`,
    }));
    const path = scratchFile("deep.inqb", makeZip(entries));
    const source = `
      import { verifyBundle } from "./electron/bundle/verify.ts";
      const trust = { trust: { threshold: 1, keys: [] }, path: null, sha256: null };
      console.log((await verifyBundle(${JSON.stringify(path)}, trust)).verdict);`;
    const { status, stdout } = nodeEval(source, { nodeArgs: ["--max-old-space-size=256"], timeout: 40_000 });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "INVALID\n" });
  });
});
