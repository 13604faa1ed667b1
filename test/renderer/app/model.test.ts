import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createClient } from "../../../renderer/api/client.ts";
import { AppModel } from "../../../renderer/app/model.ts";
import type { Page } from "../../../renderer/app/page.ts";
import { currentToasts, dismiss } from "../../../renderer/widgets/notify.ts";
import type { AppInfo } from "../../../shared/contract/app.ts";
import type { Case } from "../../../shared/contract/cases.ts";
import { failure, fakeHost, makeCase, success } from "../fake-host.ts";
import type { Answers, FakeHost } from "../fake-host.ts";
import type { Transport } from "../../../shared/contract/transport.ts";

const INFO: AppInfo = {
  name: "Inquest",
  version: "0.1.0",
  host: "memory",
  platform: "linux",
  versions: [],
  capabilities: { pickBundle: true, saveText: true, newWindow: false, paths: true, upload: true },
  logPath: null,
};

interface FakePage extends Page {
  readonly history: string[];
  readonly downloads: string[];
  chosen: File[];
  clipboard: string | null;
  /** The user goes to an address. */
  visit(address: string): void;
}

function fakePage(start = "#/"): FakePage {
  const history = [start];
  const listeners = new Set<() => void>();
  const page: FakePage = {
    history,
    downloads: [],
    chosen: [],
    clipboard: "",
    address: () => history.at(-1)!,
    go: (address, replace) => {
      if (replace) history.pop();
      history.push(address);
    },
    visit: (address) => {
      history.push(address);
      for (const listener of listeners) listener();
    },
    onAddress: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    chooseFiles: () => Promise.resolve(page.chosen),
    download: ({ name }) => void page.downloads.push(name),
    copy: (text) => {
      if (page.clipboard === null) return Promise.reject(new Error("refused"));
      page.clipboard = text;
      return Promise.resolve();
    },
  };
  return page;
}

interface Setup {
  readonly host: FakeHost;
  readonly page: FakePage;
  readonly model: AppModel;
}

function setUp(
  answers: Answers,
  {
    cases = [],
    at = "#/",
    info = {},
    transport = {},
  }: {
    readonly cases?: readonly Case[];
    readonly at?: string;
    readonly info?: Partial<AppInfo["capabilities"]>;
    readonly transport?: Partial<Transport>;
  } = {},
): Setup {
  const host = fakeHost(answers, transport);
  const page = fakePage(at);
  const start = {
    info: { ...INFO, capabilities: { ...INFO.capabilities, ...info } },
    settings: { theme: "system" as const },
    cases,
  };
  return { host, page, model: new AppModel(createClient(host.transport), page, start) };
}

const told = (): string[] => currentToasts().map(({ level, title }) => `${level}: ${title}`);
/** Lets everything that is ready run. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function clear(): void {
  for (const { id } of currentToasts()) dismiss(id);
}
beforeEach(clear);
afterEach(clear);

describe("the start", () => {
  it("goes to the case that was opened for it, and leaves no step behind", () => {
    const { model, page } = setUp({}, { cases: [makeCase("a"), makeCase("b")], at: "" });
    expect(model.store.get().route).toEqual({ screen: "verification", case: "b" });
    expect(page.history).toEqual(["#/case/b/verification"]);
  });

  it("is where the address says, where it says anything", () => {
    expect(setUp({}, { cases: [makeCase("a")], at: "#/" }).model.store.get().route).toEqual({
      screen: "start",
    });
    expect(setUp({}, { cases: [], at: "" }).model.store.get().route).toEqual({ screen: "start" });
  });
});

describe("opening", () => {
  it("adds the case and goes to its verification", async () => {
    const { model, page } = setUp({ "case.open": () => success(makeCase("a")) });
    await model.open({ kind: "sample" });
    expect(model.store.get().cases.map(({ id }) => id)).toEqual(["a"]);
    expect(page.address()).toBe("#/case/a/verification");
    expect(model.store.get().busy).toBeNull();
  });

  it("of a case that is open already shows it once", async () => {
    const { model } = setUp({ "case.open": () => success(makeCase("a")) }, { cases: [makeCase("a")] });
    await model.open({ kind: "path", path: "/evidence/a.inqb" });
    expect(model.store.get().cases).toHaveLength(1);
  });

  it("tells its progress, and is cancelled by that", async () => {
    let finish = (): void => {};
    const { model, host } = setUp({
      "case.open": () =>
        new Promise((resolve) => (finish = () => resolve(failure("cancelled", "Cancelled.")))),
      "task.cancel": () => {
        finish();
        return success({ cancelled: true });
      },
    });
    const done = model.open({ kind: "sample" });
    await settle();
    const { task } = host.asked[0]!.input as { task: string };
    const at = { label: "Verifying", done: 3, total: 9, rate: 1, secondsLeft: 6 };
    host.emit({ event: "task.progress", task, ...at });
    expect(model.store.get().busy).toMatchObject(at);
    model.store.get().busy!.cancel();
    await done;
    expect(model.store.get()).toMatchObject({ busy: null, openFailure: null, cases: [] });
    expect(told()).toEqual(["info: Opening was cancelled"]);
  });

  it("that fails says so on the start screen, until the next one", async () => {
    let works = false;
    const { model } = setUp({
      "case.open": () => (works ? success(makeCase("a")) : failure("file-unreadable", "No such file.")),
    });
    await model.open({ kind: "path", path: "/x" });
    expect(model.store.get()).toMatchObject({ openFailure: "No such file.", busy: null });
    expect(told()).toEqual([]);
    works = true;
    await model.open({ kind: "sample" });
    expect(model.store.get().openFailure).toBeNull();
  });

  it("that fails says it in a sentence, and leaves alone what begins with a path", async () => {
    let message = "the host cannot be reached: look whether it runs";
    const { model } = setUp({ "case.open": () => failure("disconnected", message) });
    await model.open({ kind: "sample" });
    expect(model.store.get().openFailure).toBe("The host cannot be reached: look whether it runs.");
    message = "evidence/x.inqb cannot be read.";
    await model.open({ kind: "sample" });
    expect(model.store.get().openFailure).toBe("evidence/x.inqb cannot be read.");
  });

  it("that fails elsewhere says so in a message and stays where it was", async () => {
    const { model, page } = setUp(
      { "case.open": () => failure("file-unreadable", "No such file.") },
      { cases: [makeCase("a")], at: "#/case/a/records?line=3" },
    );
    await model.open({ kind: "path", path: "/x" });
    expect(told()).toEqual(["error: The bundle could not be opened"]);
    expect(page.address()).toBe("#/case/a/records?line=3");
  });

  it("of several goes one after the other; cancelling leaves the rest unopened", async () => {
    const paths: unknown[] = [];
    const { model } = setUp(
      {
        "case.open": ({ source }) => {
          paths.push("path" in source && source.path);
          return paths.length === 2
            ? failure("cancelled", "Cancelled.")
            : success(makeCase(`c${paths.length}`));
        },
      },
      { transport: { pathOf: (file) => `/d/${(file as File).name}` } },
    );
    await model.openFiles(["1", "2", "3"].map((name) => new File([], name)));
    expect(paths).toEqual(["/d/1", "/d/2"]);
    expect(model.store.get().cases.map(({ id }) => id)).toEqual(["c1"]);
  });

  it("sends files that have no path, with progress, and opens what arrived", async () => {
    const seen: (string | undefined)[] = [];
    const id = "0".repeat(32);
    const setup = setUp(
      { "case.open": () => success(makeCase("a", { origin: "upload" })) },
      {
        info: { paths: false },
        transport: {
          upload: (_file, name, onProgress) => {
            onProgress({ done: 2, total: 4 });
            seen.push(name, setup.model.store.get().busy?.label);
            return Promise.resolve(success({ id }));
          },
        },
      },
    );
    await setup.model.openFiles([new File(["abcd"], "x.inqb")]);
    expect(seen).toEqual(["x.inqb", "Sending x.inqb"]);
    expect(setup.host.asked[0]!.input).toMatchObject({ source: { kind: "upload", id } });
  });

  it("says what to do where a file can neither be read nor sent", async () => {
    const { model } = setUp({}, { info: { upload: false }, transport: { pathOf: () => "" } });
    await model.openFiles([new File([], "mail.inqb")]);
    expect(model.store.get().openFailure).toMatch(/^mail\.inqb has no path/);
  });

  it("by the dialog opens what was chosen, and nothing where nothing was", async () => {
    let paths: string[] = [];
    const { model, host } = setUp({
      "pick.bundle": () => success({ paths }),
      "case.open": () => success(makeCase("a")),
    });
    model.openDialog();
    await settle();
    expect(host.asked.map(({ name }) => name)).toEqual(["pick.bundle"]);
    paths = ["/a"];
    model.openDialog();
    await settle();
    expect(host.asked.at(-1)!.input).toMatchObject({ source: { kind: "path", path: "/a" } });
  });
});

describe("what the host tells", () => {
  it("brings a case that was opened outside, and goes there", async () => {
    const { model, host, page } = setUp({ "case.get": () => success(makeCase("b")) });
    host.emit({ event: "case.opened", case: "b" });
    await settle();
    expect(page.address()).toBe("#/case/b/verification");
    expect(model.store.get().cases).toHaveLength(1);
  });

  it("renews a case that changed; many changes make few questions, and the last one counts", async () => {
    let asked = 0;
    const { model, host } = setUp(
      { "case.get": () => success(makeCase("a", { verifiedIn: ++asked })) },
      { cases: [makeCase("a")] },
    );
    for (let n = 0; n < 50; n++) host.emit({ event: "case.changed", case: "a" });
    await settle();
    expect(asked).toBe(2);
    expect(model.store.get().cases[0]!.verifiedIn).toBe(2);
  });

  it("asks every case anew when trust has changed", async () => {
    const { host } = setUp(
      { "case.get": ({ case: id }) => success(makeCase(id, { trustChanged: true })) },
      { cases: [makeCase("a"), makeCase("b")] },
    );
    host.emit({ event: "trust.changed" });
    await settle();
    expect(host.asked.map(({ input }) => input)).toEqual([{ case: "a" }, { case: "b" }]);
  });

  it("takes a case away that is gone, and keeps one whose host did not answer", async () => {
    const { model, host } = setUp(
      {
        "case.get": ({ case: id }) =>
          id === "a" ? failure("no-such-case", "Closed.") : failure("disconnected", "No answer."),
      },
      { cases: [makeCase("a"), makeCase("b")] },
    );
    host.emit({ event: "case.changed", case: "a" });
    host.emit({ event: "case.changed", case: "b" });
    await settle();
    expect(model.store.get().cases.map(({ id }) => id)).toEqual(["b"]);
    expect(told()).toEqual(["error: What became of a case is not known"]);
  });

  it("takes a closed case away and goes to its neighbour, where that was left", () => {
    const { model, host, page } = setUp(
      {},
      { cases: [makeCase("a"), makeCase("b")], at: "#/case/b/records?line=7" },
    );
    model.go({ screen: "verification", case: "a" });
    host.emit({ event: "case.closed", case: "a" });
    expect(page.address()).toBe("#/case/b/records?line=7");
    host.emit({ event: "case.closed", case: "b" });
    expect(page.address()).toBe("#/");
    expect(model.store.get().cases).toEqual([]);
  });

  it("says so where another window closed the case that is looked at, and only then", async () => {
    const closed: { emit: (id: string) => void } = { emit: () => {} };
    const { model, host } = setUp(
      {
        "case.close": ({ case: id }) => {
          closed.emit(id);
          return success({});
        },
      },
      { cases: [makeCase("a"), makeCase("b"), makeCase("c")], at: "#/case/a/verification" },
    );
    closed.emit = (id) => host.emit({ event: "case.closed", case: id });
    host.emit({ event: "case.closed", case: "b" });
    expect(told()).toEqual([]);
    await model.close("a");
    expect(told()).toEqual([]);
    host.emit({ event: "case.closed", case: "c" });
    expect(told()).toEqual(["warning: c.inqb was closed elsewhere"]);
  });

  it("shows its notices", () => {
    const { host } = setUp({});
    host.emit({ event: "notice", level: "warning", message: "The disk is full." });
    expect(told()).toEqual(["warning: The disk is full."]);
  });

  it("follows settings that another window changed", () => {
    const { model, host } = setUp({});
    host.emit({ event: "settings.changed", settings: { theme: "dark" } });
    expect(model.store.get().settings.theme).toBe("dark");
  });

  it("is not heard any more after the end", () => {
    const { model, host } = setUp({}, { cases: [makeCase("a")] });
    model.end();
    host.emit({ event: "case.closed", case: "a" });
    expect(model.store.get().cases).toHaveLength(1);
  });
});

describe("places", () => {
  it("of a case that is not open lead to the start and say so", () => {
    const { page } = setUp({}, { at: "#/case/gone/records" });
    expect(page.history).toEqual(["#/"]);
    expect(told()).toEqual(["info: That case is not open any more"]);
  });

  it("follow the address when the user goes back", () => {
    const { model, page } = setUp({}, { cases: [makeCase("a")], at: "#/case/a/verification" });
    model.go({ screen: "records", case: "a", params: { line: "3" } });
    expect(model.store.get().route).toEqual({ screen: "records", case: "a", params: { line: "3" } });
    page.visit("#/case/a/verification");
    expect(model.store.get().route).toEqual({ screen: "verification", case: "a" });
  });

  it("are there at once, for what is done next", () => {
    const { model } = setUp({}, { cases: [makeCase("a"), makeCase("b")] });
    model.go({ screen: "records", case: "a", params: { line: "3" } });
    model.go({ screen: "verification", case: "b" });
    expect(model.placeOf("a")).toEqual({ screen: "records", case: "a", params: { line: "3" } });
  });

  it("stay the same object where the page tells what is known", () => {
    const { model, page } = setUp({}, { cases: [makeCase("a")] });
    model.go({ screen: "records", case: "a", params: { line: "3" } });
    const { route } = model.store.get();
    page.visit(page.address());
    expect(model.store.get().route).toBe(route);
  });

  it("leave no step behind where they replace the one before", () => {
    const { model, page } = setUp({}, { cases: [makeCase("a")], at: "#/case/a/records?line=1" });
    model.go({ screen: "records", case: "a", params: { line: "2" } }, { replace: true });
    expect(page.history).toEqual(["#/case/a/records?line=2"]);
  });
});

describe("saving and copying", () => {
  const file = { name: "../INC:1 verification.md", mediaType: "text/markdown", text: "x" };

  it("goes by the native dialog where there is one, with a name that is only a name", async () => {
    const { model, host } = setUp({ "save.text": () => success({ path: "/r/x.md" }) });
    await model.save(file);
    expect(host.asked[0]!.input).toEqual({ suggestedName: "..-INC-1 verification.md", text: "x" });
    expect(told()).toEqual(["ok: Saved"]);
  });

  it("says nothing where the user changed their mind", async () => {
    const { model } = setUp({ "save.text": () => success({ path: null }) });
    await model.save(file);
    expect(told()).toEqual([]);
  });

  it("downloads where there is no dialog", async () => {
    const { model, page } = setUp({}, { info: { saveText: false } });
    await model.save(file);
    expect(page.downloads).toEqual(["..-INC-1 verification.md"]);
  });

  it("says what went wrong", async () => {
    const { model, page } = setUp({ "save.text": () => failure("not-written", "The disk is full.") });
    await model.save(file);
    page.clipboard = null;
    await model.copy("x", "Command");
    expect(told()).toEqual([
      "error: ..-INC-1 verification.md could not be saved",
      "error: Command could not be copied: the clipboard refused it.",
    ]);
  });
});

describe("the theme", () => {
  it("holds in this window even where it cannot be kept", async () => {
    const { model } = setUp({ "settings.set": () => failure("not-written", "The disk is full.") });
    model.setTheme("dark");
    expect(model.store.get().settings.theme).toBe("dark");
    await settle();
    expect(told()).toEqual(["error: The setting is not kept"]);
  });
});
