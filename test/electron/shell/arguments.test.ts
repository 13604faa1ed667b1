import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { parseArguments } from "../../../electron/shell/arguments.ts";
import { readSecondStart, secondStart } from "../../../electron/shell/second-start.ts";

const HERE = process.platform === "win32" ? String.raw`C:\cases` : "/cases";
const at = (name: string): string => `${HERE}${process.platform === "win32" ? "\\" : "/"}${name}`;
const nothing = { bundles: [], trust: null, sample: false, problems: [] };

describe("the command line of the desktop application", () => {
  it("names bundles, each once, relative to the working folder", () => {
    const given = ["a.inqb", at("B.INQB"), "a.inqb", "./a.inqb"];
    expect(parseArguments(given, HERE)).toEqual({ ...nothing, bundles: [at("a.inqb"), at("B.INQB")] });
  });

  it("takes addresses of files, as desktop environments give them, and no others", () => {
    const file = pathToFileURL(at("a b.inqb")).href;
    expect(parseArguments([file], HERE).bundles).toEqual([at("a b.inqb")]);
    const { bundles, problems } = parseArguments(["file://server.evil%00/x.inqb"], HERE);
    expect([bundles, problems.length]).toEqual([[], 1]);
  });

  it.each([
    [["--trust", "t.json"], { trust: at("t.json") }],
    [["--trust=t.json"], { trust: at("t.json") }],
    [["--sample"], { sample: true }],
    [
      ["--sample", "a.inqb", "--trust", "t.json"],
      { sample: true, bundles: [at("a.inqb")], trust: at("t.json") },
    ],
  ])("reads %j", (given, expected) => {
    expect(parseArguments(given, HERE)).toEqual({ ...nothing, ...expected });
  });

  it.each([[["--trust"]], [["--trust="]], [["--trust", "--sample"]]])(
    "says that %j lacks a path",
    (given) => {
      const { trust, problems } = parseArguments(given, HERE);
      expect([trust, problems]).toEqual([null, [expect.stringMatching(/^--trust needs the path/)]]);
    },
  );

  it("leaves what Chromium and Electron read to them", () => {
    const given = ["--inspect=0", "--remote-debugging-port=0", "-psn_0_1", "--no-sandbox", ""];
    expect(parseArguments(given, HERE)).toEqual(nothing);
  });

  it("does not take the program's own path for a bundle, and anything else for one", () => {
    const own = [at("main.js"), HERE];
    expect(parseArguments(["main.js", "."], HERE, own)).toEqual(nothing);
    expect(parseArguments(["main.js", "folder", "x.txt"], HERE, own).bundles).toEqual([
      at("folder"),
      at("x.txt"),
    ]);
  });

  it("does not take a flag for a bundle", () => {
    expect(parseArguments(["--user-data-dir=/x.inqb", "-x.inqb"], HERE)).toEqual(nothing);
  });
});

describe("a second start", () => {
  it("is read from what it sends itself, since Chromium reorders command lines", () => {
    const sent = structuredClone(secondStart(["/bin/inquest", "--trust", "t.json", "a.inqb"], HERE));
    const reordered = ["/bin/inquest", "--trust", "--other", "t.json", "a.inqb"];
    expect(readSecondStart(sent, reordered, "/elsewhere")).toEqual({
      ...nothing,
      trust: at("t.json"),
      bundles: [at("a.inqb")],
    });
  });

  it.each([[null], [{}], [{ args: "a.inqb", folder: HERE }], [{ args: [1], folder: HERE }]])(
    "is read from the command line where what it sends is %j",
    (data) => {
      expect(readSecondStart(data, ["/bin/inquest", "a.inqb"], HERE).bundles).toEqual([at("a.inqb")]);
    },
  );
});
