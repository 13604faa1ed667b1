import { spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import type { Worker } from "node:worker_threads";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { caseSchema } from "../../../shared/contract/cases.ts";
import { CaseWork } from "../../../electron/cases/case-work.ts";
import type { FromWorker } from "../../../electron/cases/protocol.ts";
import { BUNDLE_ENTRY, trustText } from "../../support/keys.ts";
import { scratchFile } from "../../support/scratch.ts";
import {
  ALL,
  SAMPLE,
  SAMPLE_TRUST,
  TestCases,
  bundleFile,
  entries,
  freshPath,
  longOptions,
  refusal,
  request,
  trustFile,
} from "./open-cases.ts";

const ROOT = new URL("../../../", import.meta.url);

/** Worker threads that were started since the test began. */
let workers: Worker[] = [];
const notice = (worker: Worker): void => void workers.push(worker);
beforeAll(() => process.on("worker", notice));
afterAll(() => process.off("worker", notice));
beforeEach(() => {
  workers = [];
});
const running = (): number => workers.filter(({ threadId }) => threadId !== -1).length;

describe("opening the sample", () => {
  it("is VALID with its own trust file, and has its five records", async () => {
    const all = new TestCases();
    const state = await all.ready(SAMPLE, { trustPath: SAMPLE_TRUST, origin: "sample" });
    expect(caseSchema.parse(state)).toEqual(state);
    expect(state.verdict.verdict).toBe("VALID");
    expect(state.index).toEqual({ state: "ready", rows: 5, note: null });
    expect(state.disk).toBe("unchanged");
    expect(state.command).toBe(`inquest verify ${SAMPLE} --trust ${SAMPLE_TRUST}`);
    const { view, ...answer } = await all.cases.query(state.id, { ...ALL, outcomes: [] });
    expect(answer).toEqual({
      matched: 5,
      total: 5,
      complete: true,
      outcomes: [
        { outcome: "success", count: 4 },
        { outcome: "escalated", count: 1 },
      ],
    });
    const rows = await all.cases.page(state.id, { view, from: 0, count: 10 });
    expect(
      rows.map(({ time, confidence, outcome, durationMs }) => [time, confidence, outcome, durationMs]),
    ).toEqual([
      ["2026-03-17T14:31:58Z", 0.88, "success", 387_000],
      ["2026-03-17T14:32:41Z", 0.91, "success", 23_000],
      ["2026-03-17T14:33:05Z", 0.79, "success", 8_000],
      ["2026-03-17T14:37:10Z", 0.62, "escalated", null],
      ["2026-03-17T14:38:44Z", 0.94, "success", 4_000],
    ]);
  });

  it("compares the clocks of its sources", async () => {
    const all = new TestCases();
    const { clocks } = await all.ready(SAMPLE, { trustPath: SAMPLE_TRUST });
    expect(clocks.map(({ source, records, undated, unread }) => [source, records, undated, unread])).toEqual([
      ["action-log", 5, 0, null],
      ["cloudtrail", 65, 0, null],
      ["pagerduty", 30, 0, null],
    ]);
    expect(clocks[1]!.offset).toMatchObject({ ties: 3, agree: true });
  });

  it.each([
    ["empty lists", "[]"],
    ["empty objects", "{}"],
    ["nothing but openings", null],
  ])("leaves a source unread that holds millions of %s, and says so", async (_, value) => {
    const content = value === null ? "[".repeat(5_000_000) : `[${`${value},`.repeat(2_500_000)}0]`;
    const all = new TestCases();
    const { clocks } = await all.ready(
      await bundleFile({ files: (files) => files.set("data/cloudtrail/many.json", Buffer.from(content)) }),
    );
    const { unread } = clocks.find(({ source }) => source === "cloudtrail")!;
    expect(unread).toMatchObject({ files: 1, first: "data/cloudtrail/many.json" });
    expect(unread!.reason).toBe("it holds too many values");
  });

  it("cannot be checked with a trust file that does not know its keys, and shows its records all the same", async () => {
    const all = new TestCases();
    const trustPath = scratchFile("empty.json", trustText([]));
    const state = await all.ready(SAMPLE, { trustPath });
    expect(state.verdict.verdict).toBe("CANNOT-CHECK");
    expect(state.index).toMatchObject({ state: "ready", rows: 5 });
    expect(state.clocks.map(({ outside }) => outside)).toEqual([null, null, null]);
  });

  it("takes the name that stands for the path into what it shows", async () => {
    const all = new TestCases();
    const state = await all.open(SAMPLE, { shownPath: "what they sent.inqb", origin: "upload" });
    expect(state.path).toBe("what they sent.inqb");
    expect(state.verdict.bundle.path).toBe("what they sent.inqb");
    expect(state.command).toContain("verify 'what they sent.inqb'");
    const { message } = await refusal(all.open(freshPath("nothing"), { shownPath: "sent.inqb" }));
    expect(message).toMatch(/^sent\.inqb cannot be read/);
  });

  it("tells progress in bytes, to the end", async () => {
    const all = new TestCases();
    const told: { label: string; done: number; total: number }[] = [];
    await all.open(SAMPLE, {}, { onProgress: (progress) => told.push(progress) });
    const size = statSync(SAMPLE).size;
    expect(told.at(-1)).toMatchObject({ label: "Verifying", done: size, total: size });
  });
});

describe("what cannot be read at all makes no case", () => {
  it("a path where nothing is", async () => {
    const all = new TestCases();
    const path = freshPath("nothing.inqb");
    expect(await refusal(all.open(path))).toEqual({
      code: "file-unreadable",
      fault: "file-not-found",
      message: `${path} cannot be read: there is no such file.`,
    });
    expect(all.cases.list()).toEqual([]);
  });

  it("a folder", async () => {
    const all = new TestCases();
    const path = freshPath("folder");
    mkdirSync(path);
    expect(await refusal(all.open(path))).toMatchObject({ code: "file-unreadable", fault: "is-a-folder" });
  });

  it("something that is no plain file", async () => {
    const all = new TestCases();
    expect(await refusal(all.open("/dev/null"))).toMatchObject({
      code: "file-unreadable",
      fault: "not-a-file",
    });
    expect(all.cases.list()).toEqual([]);
  });

  it("a file that may not be read", async ({ skip }) => {
    if (process.getuid?.() !== 0) {
      const path = await bundleFile();
      chmodSync(path, 0);
      const error = await refusal(new TestCases().open(path));
      expect(error).toMatchObject({ code: "file-unreadable", fault: "file-unreadable" });
      return;
    }
    // Nothing is closed to root: a process that is somebody else asks.
    const folder = freshPath("closed");
    mkdirSync(folder);
    const path = `${folder}/case.inqb`;
    writeFileSync(path, readFileSync(SAMPLE), { mode: 0o600 });
    const program = scratchFile(
      "stranger.mts",
      `process.setgid(65534); process.setuid(65534);
      const { Cases } = await import(${JSON.stringify(new URL("electron/cases/cases.ts", ROOT).href)});
      const cases = new Cases({ cacheFolder: "/nonexistent", onChange: () => {}, onNotice: () => {} });
      const path = ${JSON.stringify(path)};
      await cases
        .open({ path, name: "x", shownPath: path, origin: "path", trustPath: undefined },
          { signal: new AbortController().signal, onProgress: () => {} })
        .catch(({ code, fault, message }) => console.log(code, fault, message));
      await cases.closeAll();`,
    );
    const { status, stdout, stderr } = spawnSync(process.execPath, [program], {
      encoding: "utf8",
      timeout: 20_000,
      env: { HOME: "/nonexistent" },
    });
    if (status !== 0 && /EACCES|EPERM|permission/.test(stderr)) {
      console.warn(`skipped: the sources may not be read by another user here: ${stderr.slice(0, 200)}`);
      skip();
    }
    expect(stdout).toMatch(/^file-unreadable file-unreadable .*permission is denied/);
  });

  it("ends the thread that found it out", async () => {
    const all = new TestCases();
    await refusal(all.open(freshPath("nothing.inqb")));
    expect(running()).toBe(0);
  });
});

describe("what is no sound bundle is a case with its verdict", () => {
  it("a file that was cut off", async () => {
    const all = new TestCases();
    const path = freshPath("cut.inqb");
    writeFileSync(path, readFileSync(SAMPLE).subarray(0, 20_000));
    const state = await all.ready(path);
    expect(state.verdict.verdict).toBe("INVALID");
    expect(state.inventory).toEqual([]);
    expect(state.index.state).toBe("none");
    expect(await all.cases.files(state.id, { text: "", from: 0, count: 9 })).toEqual({ total: 0, files: [] });
    expect(await refusal(all.cases.query(state.id, { ...ALL, outcomes: [] }))).toMatchObject({
      code: "not-ready",
    });
  });

  it("a file of something else, and an empty one", async () => {
    const all = new TestCases();
    for (const content of ["this is no archive", ""]) {
      const path = freshPath("other.inqb");
      writeFileSync(path, content);
      const state = await all.ready(path);
      expect(state.verdict.verdict).toBe("INVALID");
    }
    expect(all.cases.list()).toHaveLength(2);
  });

  it("a bundle without an action log", async () => {
    const all = new TestCases();
    const path = await bundleFile({ logFile: () => null });
    const state = await all.ready(path);
    expect(state.verdict.verdict).toBe("INVALID");
    expect(state.index).toEqual({
      state: "none",
      reason: "The bundle holds no action log that can be read.",
    });
    expect(state.inventory.map(({ role }) => role)).not.toContain("action-log");
  });
});

describe("trust", () => {
  it("refuses to open anything by a broken trust file", async () => {
    const all = new TestCases();
    const trustPath = scratchFile("broken.json", '{"v":1}');
    const error = await refusal(all.open(SAMPLE, { trustPath }));
    expect(error.code).toBe("trust-broken");
    expect(error.message).toContain("Nothing is trusted until it is repaired.");
    expect(await refusal(all.open(SAMPLE, { trustPath: freshPath("no.json") }))).toMatchObject({
      code: "trust-broken",
      fault: "trust-unreadable",
    });
    expect(all.cases.list()).toEqual([]);
  });

  it("marks cases whose trust file is another one now, and not samples", async () => {
    const all = new TestCases();
    const mine = await all.open(await bundleFile());
    const sample = await all.open(SAMPLE, { trustPath: SAMPLE_TRUST, origin: "sample" });
    const { path, sha256 } = mine.verdict.trust;
    const marks = (): boolean[] => all.cases.list().map(({ trustChanged }) => trustChanged);
    all.cases.trustIs(path!, sha256);
    expect(marks()).toEqual([false, false]);
    all.cases.trustIs(path!, "0".repeat(64));
    expect(marks()).toEqual([true, false]);
    expect(all.changed).toContain(mine.id);
    all.cases.trustIs("/elsewhere/trust.json", null);
    expect(all.cases.get(mine.id).trustChanged).toBe(false);
    expect(all.cases.get(sample.id).trustChanged).toBe(false);
  });

  it("opening a marked case again verifies it by the new trust file", async () => {
    const all = new TestCases();
    const path = await bundleFile();
    const trustPath = freshPath("mine.json");
    writeFileSync(trustPath, trustText([]));
    const before = await all.open(path, { trustPath });
    expect(before.verdict.verdict).toBe("CANNOT-CHECK");
    writeFileSync(trustPath, readFileSync(trustFile()));
    all.cases.trustIs(trustPath, "1".repeat(64));
    const after = await all.open(path, { trustPath });
    expect(after.id).toBe(before.id);
    expect(after.verdict.verdict).toBe("VALID");
    expect(after.trustChanged).toBe(false);
  });

  it("keeps the case as it was where verifying again is refused", async () => {
    const all = new TestCases();
    const trustPath = freshPath("mine.json");
    writeFileSync(trustPath, readFileSync(trustFile()));
    const before = await all.ready(await bundleFile(), { trustPath });
    writeFileSync(trustPath, "{");
    expect(await refusal(all.cases.verify(before.id, longOptions()))).toMatchObject({ code: "trust-broken" });
    expect(all.cases.get(before.id)).toEqual(before);
    expect((await all.cases.query(before.id, { ...ALL, outcomes: [] })).matched).toBe(8);
  });

  it("says INVALID of what a key signs that is not trusted for logs", async () => {
    const all = new TestCases();
    const state = await all.open(await bundleFile(), {
      trustPath: scratchFile("half.json", trustText([BUNDLE_ENTRY])),
    });
    expect(state.verdict.verdict).not.toBe("VALID");
  });
});

describe("several at once", () => {
  it("keeps two cases apart", async () => {
    const all = new TestCases();
    const one = await all.ready(await bundleFile(entries(3)));
    const two = await all.ready(await bundleFile(entries(7)));
    expect(all.cases.list().map(({ id }) => id)).toEqual([one.id, two.id]);
    expect((await all.cases.query(one.id, { ...ALL, outcomes: [] })).total).toBe(3);
    const { view } = await all.cases.query(two.id, { ...ALL, outcomes: [] });
    expect(await refusal(all.cases.page(one.id, { view, from: 0, count: 1 }))).toMatchObject({
      code: "no-such-view",
    });
    await all.cases.close(one.id);
    expect(all.cases.list().map(({ id }) => id)).toEqual([two.id]);
    expect(await refusal(Promise.resolve().then(() => all.cases.get(one.id)))).toMatchObject({
      code: "no-such-case",
    });
    expect((await all.cases.page(two.id, { view, from: 6, count: 5 })).map(({ line }) => line)).toEqual([7]);
  });

  it("gives the case that is open for the same file, by whatever path", async () => {
    const all = new TestCases();
    const path = await bundleFile();
    const link = freshPath("link.inqb");
    symlinkSync(path, link);
    const first = await all.open(path);
    expect((await all.open(link)).id).toBe(first.id);
    expect(all.cases.list()).toHaveLength(1);
  });

  it("does not give the case of another bundle where a link to the file leads elsewhere by now", async () => {
    const all = new TestCases();
    const [tampered, other] = [await bundleFile(), await bundleFile(entries(2))];
    const link = freshPath("link.inqb");
    symlinkSync(tampered, link);
    const first = await all.open(link);
    rmSync(link);
    symlinkSync(other, link);
    writeFileSync(tampered, "no bundle any more");
    const opened = await all.open(tampered);
    expect([opened.path, opened.verdict.verdict]).toEqual([tampered, "INVALID"]);
    expect((await all.open(other)).id).toBe(first.id);
    expect(all.cases.get(first.id).verdict.entries).toBe(2);
  });

  it("verifies once where the same file is opened twice at the same time", async () => {
    const all = new TestCases();
    const path = await bundleFile();
    const [one, two] = await Promise.all([all.open(path), all.open(path)]);
    expect(one.id).toBe(two.id);
    expect(running()).toBe(1);
  });

  it("goes on for the one who still wants it where another gives up", async () => {
    const all = new TestCases();
    const path = await bundleFile();
    const impatient = new AbortController();
    const first = refusal(all.open(path, {}, { signal: impatient.signal }));
    const second = all.open(path);
    impatient.abort();
    expect(await first).toMatchObject({ code: "cancelled" });
    expect((await second).verdict.verdict).toBe("VALID");
  });
});

describe("cancelling", () => {
  it("leaves no case and no thread behind", async () => {
    const all = new TestCases();
    const controller = new AbortController();
    const onProgress = (): void => controller.abort();
    const path = await bundleFile();
    expect(await refusal(all.open(path, {}, { signal: controller.signal, onProgress }))).toMatchObject({
      code: "cancelled",
    });
    expect(all.cases.list()).toEqual([]);
    expect(running()).toBe(0);
    expect((await all.open(path)).verdict.verdict).toBe("VALID");
  });

  it("does not begin what was cancelled before", async () => {
    const all = new TestCases();
    const error = await refusal(all.open(SAMPLE, {}, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ code: "cancelled" });
    expect(running()).toBe(0);
  });

  it("stops verification between two chunks", async () => {
    const posted: FromWorker[] = [];
    const setup = { ...request(SAMPLE), cacheFolder: freshPath("cache"), viewPrefix: "a", tuning: {} };
    const work = new CaseWork(setup, (message) => {
      posted.push(message);
      work.take({ kind: "end" });
    });
    expect(await work.run()).toBe(false);
    expect(posted.map(({ kind }) => kind)).toEqual(["progress", "refused"]);
    expect(posted[1]).toMatchObject({ error: { code: "cancelled" } });
    await work.close();
  });

  it("keeps the case as it was where verifying again is cancelled", async () => {
    const all = new TestCases();
    const before = await all.ready(await bundleFile());
    const controller = new AbortController();
    const again = all.cases.verify(before.id, longOptions({ signal: controller.signal }));
    controller.abort();
    expect(await refusal(again)).toMatchObject({ code: "cancelled" });
    expect(all.cases.get(before.id)).toEqual(before);
    expect(running()).toBe(1);
  });

  it("ends the indexing of a case that is closed, and leaves nothing half made in the cache", async () => {
    const all = new TestCases();
    const state = await all.open(await bundleFile(entries(2_000)));
    await all.cases.close(state.id);
    expect(running()).toBe(0);
    const left = readdirSync(all.cacheFolder, { recursive: true }).map(String);
    expect(left.filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});

describe("a worker thread that dies", () => {
  const workerUrl = new URL("./dying-worker.ts", import.meta.url);

  it("fails the calls that wait, leaves verdict and other cases, and verifying again repairs it", async () => {
    const all = new TestCases({ tuning: { workerUrl } });
    const other = await all.ready(SAMPLE, { trustPath: SAMPLE_TRUST });
    const { id } = await all.ready(await bundleFile());
    const { view } = await all.cases.query(id, { ...ALL, outcomes: [] });
    const struck = await refusal(all.cases.position(id, { view, line: 1 }));
    expect(struck).toMatchObject({
      code: "internal",
      message: expect.stringContaining("struck by the test") as string,
    });
    const dead = await all.until(id, ({ index }) => index.state === "failed");
    expect(dead.verdict.verdict).toBe("VALID");
    expect(all.notices).toEqual([expect.stringMatching(/^error: .*struck by the test/)]);
    expect(await refusal(all.cases.record(id, 1))).toMatchObject({ code: "internal" });
    expect((await all.cases.query(other.id, { ...ALL, outcomes: [] })).matched).toBe(5);
    const again = await all.cases.verify(id, longOptions());
    expect(again).toMatchObject({ id, verdict: { verdict: "VALID" } });
    await all.settled(id);
    expect((await all.cases.record(id, 1)).chain).toBe("first");
  });

  it("for a new one does not say to whoever waits for it that the case is closed", async () => {
    const all = new TestCases({ tuning: { workerUrl: new URL("./mute-worker.ts", import.meta.url) } });
    const { id } = await all.open(SAMPLE, { trustPath: SAMPLE_TRUST });
    const waiting = all.cases.files(id, { text: "entries.jsonl", from: 0, count: 1 });
    await all.cases.verify(id, longOptions());
    expect(await waiting).toMatchObject({ total: 1 });
  });

  it("before the verdict makes no case", async () => {
    const all = new TestCases({ tuning: { workerUrl: new URL("./stillborn-worker.ts", import.meta.url) } });
    expect(await refusal(all.open(SAMPLE))).toMatchObject({ code: "internal" });
    expect(all.cases.list()).toEqual([]);
  });
});

it("ends all threads when everything is closed", async () => {
  const all = new TestCases();
  await all.open(SAMPLE);
  const opening = refusal(all.open(await bundleFile()));
  await all.cases.closeAll();
  expect(await opening).toMatchObject({ code: "cancelled" });
  expect(running()).toBe(0);
  rmSync(all.cacheFolder, { recursive: true, force: true });
});
