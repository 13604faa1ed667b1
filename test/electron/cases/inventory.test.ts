import { describe, expect, it } from "vitest";
import { groupInventory, roleOf, takeInventory } from "../../../electron/cases/inventory.ts";
import { examineBundle } from "../../../electron/bundle/verify.ts";
import type { Forgery } from "../../support/forge.ts";
import { TRUST } from "../../support/keys.ts";
import { ALL, TestCases, bundleFile, refusal } from "./open-cases.ts";

const inventoryOf = async (how: Forgery) => {
  const { facts } = await examineBundle(await bundleFile(how), TRUST);
  return takeInventory(facts);
};
const listings = async (how: Forgery) =>
  Object.fromEntries((await inventoryOf(how)).map(({ path, listing }) => [path, listing]));

it("tells a file's role by its path", () => {
  const roles = {
    "data/action-log/entries.jsonl": "action-log",
    "data/cloudtrail/AWSLogs/1/CloudTrail/a.json.gz": "cloudtrail",
    "data/cloudtrail/AWSLogs/1/CloudTrail-Digest/a.json.gz": "cloudtrail-digests",
    "data/cloudtrail/digests/a.json": "cloudtrail-digests",
    "data/pagerduty/incidents.json": "pagerduty",
    "data/kubernaut/a.jsonl": "kubernaut",
    "data/policies/a.yaml": "policies",
    "data/approvals/a.jsonl": "approvals",
    "data/rollbacks/a.jsonl": "rollbacks",
    "data/notes/maya/notes.jsonl": "notes",
    "data/readme.txt": "other",
    "data/cloudtrails/a.json": "other",
    "bagit.txt": "seal",
    "inquest/proofs/0.tlog-proof": "seal",
    "readme.txt": "other",
    data: "other",
  };
  for (const [path, role] of Object.entries(roles)) expect([path, roleOf(path)]).toEqual([path, role]);
});

describe("how files are listed", () => {
  it("each once with its own hash, but for the two that no manifest lists", async () => {
    const found = await listings({});
    const exempt = Object.keys(found).filter((path) => found[path] === "exempt");
    expect(exempt).toEqual(["inquest/bundle.dsse.json", "tagmanifest-sha256.txt"]);
    expect(Object.values(found).filter((listing) => listing !== "listed")).toHaveLength(2);
  });

  it("a file that was slipped in is unlisted, one that was changed differs, one that was taken out is missing", async () => {
    const found = await listings({
      after: (files) => {
        files.set("data/policies/extra.yaml", Buffer.from("x"));
        files.set("data/approvals/approvals.jsonl", Buffer.from("changed"));
        files.delete("data/cloudtrail/events.json");
        files.delete("inquest/checkpoint");
      },
    });
    expect(found).toMatchObject({
      "data/policies/extra.yaml": "unlisted",
      "data/approvals/approvals.jsonl": "differs",
      "data/cloudtrail/events.json": "missing",
      "inquest/checkpoint": "missing",
    });
  });

  it("a payload file that only the tag manifest lists is unlisted", async () => {
    const found = await listings({
      manifest: (text) => text.replace(/^.*events\.json\n/m, ""),
      tagManifest: (text) => `${text}${"0".repeat(64)}  data/cloudtrail/events.json\n`,
    });
    expect(found["data/cloudtrail/events.json"]).toBe("unlisted");
  });

  it("a path of megabytes, which only a manifest can hold, is listed by its beginning", async () => {
    const path = `data/${"a".repeat(3_000_000)}`;
    const found = await listings({ manifest: (text) => `${text}${"0".repeat(64)}  ${path}\n` });
    expect(found[path.slice(0, 2_048)]).toBe("missing");
    expect(JSON.stringify(found).length).toBeLessThan(10_000);
  });

  it("a manifest that cannot be read lists nothing", async () => {
    const found = await listings({ manifest: () => "no manifest\n" });
    expect(found["data/cloudtrail/events.json"]).toBe("unlisted");
    expect(found["bagit.txt"]).toBe("listed");
  });
});

it("sums up by role, in the contract's order", async () => {
  const files = await inventoryOf({ after: (all) => void all.delete("data/cloudtrail/events.json") });
  expect(groupInventory(files).map(({ role, files, faulty }) => [role, files, faulty])).toEqual([
    ["action-log", 1, 0],
    ["cloudtrail", 1, 1],
    ["policies", 1, 0],
    ["approvals", 1, 0],
    ["seal", 6, 0],
  ]);
  expect(groupInventory(files).find(({ role }) => role === "cloudtrail")?.bytes).toBe(0);
});

describe("reading files of a case", () => {
  it("lists by a part of the path, without regard to case, in path order and in pages", async () => {
    const all = new TestCases();
    const { id } = await all.open(await bundleFile());
    const paths = async (text: string, from: number, count: number) =>
      (await all.cases.files(id, { text, from, count })).files.map(({ path }) => path);
    expect(await paths("APPROVALS", 0, 10)).toEqual(["data/approvals/approvals.jsonl"]);
    expect((await all.cases.files(id, { text: "data/", from: 1, count: 2 })).total).toBe(4);
    expect(await paths("data/", 1, 2)).toEqual([
      "data/approvals/approvals.jsonl",
      "data/cloudtrail/events.json",
    ]);
    expect(await paths("", 99, 5)).toEqual([]);
  });

  it("gives bytes of small and large files, from any place, fewer at the end", async () => {
    const large = Buffer.alloc(9 * 2 ** 20);
    for (let i = 0; i < large.length; i += 4) large.writeUInt32LE((i * 2_654_435_761) >>> 8, i);
    const all = new TestCases();
    const { id } = await all.open(
      await bundleFile({ files: (files) => void files.set("data/large.bin", large) }),
    );
    const read = async (path: string, offset: number, length: number) =>
      Buffer.from((await all.cases.readFile(id, { path, offset, length })).base64, "base64");
    expect((await read("data/cloudtrail/events.json", 2, 7)).toString()).toBe("Records");
    for (const offset of [0, 5_000_001, large.length - 10, large.length]) {
      expect(await read("data/large.bin", offset, 4_096)).toEqual(large.subarray(offset, offset + 4_096));
    }
  });

  it("knows no path but those of the bundle", async () => {
    const all = new TestCases();
    const gone = "data/cloudtrail/events.json";
    const { id } = await all.open(await bundleFile({ after: (files) => void files.delete(gone) }));
    for (const path of [
      "/etc/passwd",
      "../../etc/passwd",
      "data",
      "data/",
      "data/./action-log/entries.jsonl",
      gone,
      "",
    ]) {
      expect(await refusal(all.cases.readFile(id, { path, offset: 0, length: 10 }))).toMatchObject({
        code: "no-such-file",
      });
    }
  });

  it("answers while the index is not looked at", async () => {
    const all = new TestCases();
    const { id } = await all.open(await bundleFile());
    const [file, rows] = await Promise.all([
      all.cases.readFile(id, { path: "bagit.txt", offset: 0, length: 5 }),
      all.cases.query(id, { ...ALL, outcomes: [] }),
    ]);
    expect(Buffer.from(file.base64, "base64").toString()).toBe("BagIt");
    expect(rows.total).toBeLessThanOrEqual(8);
  });
});
