// What the host does beyond answering call by call: uploads, the sample, cases from outside, its log, its end.

import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createHost } from "../../../electron/host/host.ts";
import type { Host, HostOptions } from "../../../electron/host/types.ts";
import { createMemoryTransport } from "../../../renderer/api/memory.ts";
import type { ContractEvent } from "../../../shared/contract/events.ts";
import { Caller } from "../../contract/caller.ts";
import { ROOT } from "../../support/cli.ts";
import { BUNDLE_ENTRY, LOG_ENTRY, trustText } from "../../support/keys.ts";
import { forge } from "../../support/forge.ts";
import { scratch } from "../../support/scratch.ts";

let count = 0;
let folder: string;
let options: HostOptions;
let host: Host;
let caller: Caller;
const at = (name: string): string => join(folder, name);

const start = async (change: Partial<HostOptions> = {}): Promise<void> => {
  host = await createHost({ ...options, ...change });
  caller = new Caller(createMemoryTransport(host));
};

beforeEach(async () => {
  folder = scratch(`host-${(count += 1)}`);
  mkdirSync(folder);
  options = {
    kind: "memory",
    by: "tests",
    folders: {
      config: at("config"),
      cache: at("cache"),
      state: at("state"),
      resources: join(ROOT, "resources"),
    },
    trustPath: at("trust.json"),
    versions: [],
    capabilities: { pickBundle: false, saveText: false, newWindow: false, paths: false, upload: true },
  };
  writeFileSync(at("trust.json"), trustText([BUNDLE_ENTRY, LOG_ENTRY]));
  writeFileSync(at("case.inqb"), await forge());
  await start();
});
afterEach(() => host.close());

describe("an upload", () => {
  const upload = (name = "from elsewhere.inqb"): string => {
    copyFileSync(at("case.inqb"), at("upload-1"));
    return host.addUpload(at("upload-1"), name);
  };
  const open = async (id: string) => caller.call("case.open", { source: { kind: "upload", id }, task: "t" });

  it("is a case under the name that it came with, and is not remembered", async () => {
    const name = "../../from\u202e elsewhere.inqb";
    const opened = await open(upload(name));
    expect(opened).toMatchObject({ path: name, name, origin: "upload", verdict: { verdict: "VALID" } });
    expect(JSON.stringify(opened)).not.toContain("upload-1");
    expect(await caller.call("recent.list", {})).toEqual([]);
  });

  it("is removed when its case is closed, and then is no upload any more", async () => {
    const id = upload();
    const { id: opened } = await open(id);
    expect(existsSync(at("upload-1"))).toBe(true);
    await caller.call("case.close", { case: opened });
    expect(existsSync(at("upload-1"))).toBe(false);
    const { code } = await caller.refusal("case.open", { source: { kind: "upload", id }, task: "t" });
    expect(code).toBe("no-such-file");
  });

  it("of which no case could be made is removed", async () => {
    const id = upload();
    rmSync(at("upload-1"));
    mkdirSync(at("upload-1"));
    const source = { kind: "upload", id } as const;
    expect((await caller.refusal("case.open", { source, task: "t" })).code).toBe("file-unreadable");
    expect((await caller.refusal("case.open", { source, task: "t" })).code).toBe("no-such-file");
  });

  it("is removed at the end, opened or not", async () => {
    await open(upload());
    writeFileSync(at("upload-2"), "");
    host.addUpload(at("upload-2"), "never opened");
    await host.close();
    expect([existsSync(at("upload-1")), existsSync(at("upload-2"))]).toEqual([false, false]);
  });

  it("is safe from whoever closes a case that was opened by its path", async () => {
    const id = await caller.opened(at("case.inqb"));
    await caller.call("case.close", { case: id });
    expect(existsSync(at("case.inqb"))).toBe(true);
  });
});

describe("the sample", () => {
  it("is judged by its own keys, which count for nothing else", async () => {
    writeFileSync(at("trust.json"), trustText([]));
    const sample = await caller.call("case.open", { source: { kind: "sample" }, task: "t" });
    expect([sample.verdict.verdict, sample.trustChanged]).toEqual(["VALID", false]);
    const copy = at("copy.inqb");
    copyFileSync(join(ROOT, "resources/samples/node-saturation.inqb"), copy);
    const opened = await caller.call("case.open", { source: { kind: "path", path: copy }, task: "t" });
    expect(opened.verdict.verdict).toBe("CANNOT-CHECK");
    await caller.call("trust.threshold", { threshold: 2 });
    expect((await caller.call("case.get", { case: sample.id })).trustChanged).toBe(false);
    expect((await caller.call("case.get", { case: opened.id })).trustChanged).toBe(true);
  });

  it("is another case than the same file opened by its path", async () => {
    writeFileSync(at("trust.json"), trustText([]));
    const sample = await caller.call("case.open", { source: { kind: "sample" }, task: "t" });
    const opened = await caller.opened(join(ROOT, "resources/samples/node-saturation.inqb"));
    expect(opened).not.toBe(sample.id);
    expect((await caller.call("case.get", { case: opened })).verdict.verdict).toBe("CANNOT-CHECK");
  });
});

describe("trust", () => {
  it("that is changed by other means is noticed when it is looked at, and told", async () => {
    const id = await caller.opened(at("case.inqb"));
    const heard = caller.listen((event) => event.event === "trust.changed");
    writeFileSync(at("trust.json"), trustText([]));
    expect((await caller.call("trust.get", {})).keys).toEqual([]);
    await heard;
    expect((await caller.call("case.get", { case: id })).trustChanged).toBe(true);
  });

  it("that is changed by other means is noticed when something is judged by it", async () => {
    const id = await caller.opened(at("case.inqb"));
    writeFileSync(at("trust.json"), trustText([]));
    copyFileSync(at("case.inqb"), at("other.inqb"));
    const other = await caller.opened(at("other.inqb"));
    expect((await caller.call("case.get", { case: id })).trustChanged).toBe(true);
    const judged = await caller.call("case.get", { case: other });
    expect([judged.trustChanged, judged.verdict.verdict]).toEqual([false, "CANNOT-CHECK"]);
  });

  it("from which another program takes a key is noticed though nobody asks", async () => {
    const id = await caller.opened(at("case.inqb"));
    const heard = caller.listen(({ event }) => event === "case.changed");
    writeFileSync(at("trust.json"), trustText([]));
    await caller.until(
      () => caller.call("case.get", { case: id }),
      ({ trustChanged }) => trustChanged,
    );
    await heard;
  });

  it("that is broken by now marks the verdict that stays", async () => {
    const id = await caller.opened(at("case.inqb"));
    writeFileSync(at("trust.json"), "{");
    expect(await caller.refusal("case.verify", { case: id, task: "t" })).toMatchObject({
      code: "trust-broken",
    });
    const { verdict, trustChanged } = await caller.call("case.get", { case: id });
    expect([verdict.verdict, trustChanged]).toEqual(["VALID", true]);
  });

  it("that changes and changes back marks what was judged in between", async () => {
    const before = readFileSync(at("trust.json"));
    // Progress is told once the trust file was read.
    host.on(({ event }) => event === "task.progress" && writeFileSync(at("trust.json"), before));
    writeFileSync(at("trust.json"), trustText([]));
    const id = await caller.opened(at("case.inqb"));
    const { verdict, trustChanged } = await caller.call("case.get", { case: id });
    expect([verdict.verdict, trustChanged]).toEqual(["CANNOT-CHECK", true]);
  });

  it("that was changed is in a report that is saved right after", async () => {
    const id = await caller.opened(at("case.inqb"));
    writeFileSync(at("trust.json"), trustText([]));
    writeFileSync(at("case.inqb"), "tampered with");
    const { text } = await caller.call("export.verification", { case: id, format: "markdown" });
    expect(text).toContain("The trust file changed afterwards");
    expect(text).toContain("The file is no longer the one that was verified");
  });

  it("is no other for being looked at", async () => {
    const events: ContractEvent[] = [];
    host.on((event) => events.push(event));
    await caller.opened(at("case.inqb"));
    await caller.call("trust.get", {});
    await caller.call("trust.get", {});
    expect(events.filter(({ event }) => event === "trust.changed")).toEqual([]);
  });
});

describe("cases from outside", () => {
  it("that cannot be opened are a notice, kept for a page that is not there yet", async () => {
    await host.openPath(at("absent.inqb"));
    const events: ContractEvent[] = [];
    host.on((event) => events.push(event));
    expect(events).toMatchObject([{ event: "notice", level: "error" }]);
  });

  it("are one case by whatever path they come", async () => {
    symlinkSync(at("case.inqb"), at("link.inqb"));
    await host.openPath(at("case.inqb"));
    await host.openPath(at("link.inqb"));
    await host.openPath(join(folder, "..", folder.split("/").at(-1)!, "case.inqb"));
    expect((await caller.call("case.list", {})).length).toBe(1);
  });
});

describe("a file that is no bundle", () => {
  it("is a case with its verdict, and is remembered as that", async () => {
    writeFileSync(at("text.inqb"), "no bundle at all");
    await caller.opened(at("text.inqb"));
    expect(await caller.call("recent.list", {})).toMatchObject([{ name: "text.inqb", verdict: "INVALID" }]);
  });
});

describe("the program's log", () => {
  it("keeps notices and what a user may ask about, with the call", async () => {
    await caller.refusal("case.open", { source: { kind: "path", path: at("absent.inqb") }, task: "t" });
    host.notice("warning", "said to people");
    await host.close();
    const lines = readFileSync(at("state/inquest.log"), "utf8").trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { level: "error", call: "case.open", code: "file-unreadable" },
      { level: "warning", message: "said to people" },
    ]);
  });
});

describe("a state folder that cannot be written", () => {
  it("keeps nothing from being opened", async () => {
    await host.close();
    writeFileSync(at("blocked"), "");
    await start({ folders: { ...options.folders, state: at("blocked") } });
    const heard = caller.listen((event) => event.event === "notice");
    const id = await caller.opened(at("case.inqb"));
    expect((await caller.call("case.get", { case: id })).verdict.verdict).toBe("VALID");
    expect((await heard).at(-1)).toMatchObject({ level: "warning" });
    expect((await caller.call("app.info", {})).logPath).toBeNull();
  });
});

describe("the end", () => {
  it("cancels what is being done, and comes once", async () => {
    const opening = host.call("case.open", { source: { kind: "path", path: at("case.inqb") }, task: "t" });
    await Promise.all([host.close(), host.close()]);
    expect(await opening).toMatchObject({ ok: false, error: { code: "cancelled" } });
    expect(await host.call("case.list", {})).toMatchObject({ error: { code: "disconnected" } });
  });

  it("of a client cancels its work and closes no case", async () => {
    const id = await caller.opened(at("case.inqb"));
    const source = { kind: "path", path: at("case.inqb") } as const;
    writeFileSync(at("other.inqb"), "x");
    const opening = host.call("case.verify", { case: id, task: "t" }, "window-2");
    host.leave("window-2");
    expect(await opening).toMatchObject({ error: { code: "cancelled" } });
    expect((await caller.call("case.open", { source, task: "t" })).id).toBe(id);
  });
});
