import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collisionKey, pathFault } from "../../../shared/encoding/path.ts";
import { MAX_PATH_BYTES } from "../../../shared/model/limits.ts";

const FAULTS: readonly [code: string, path: string][] = [
  ["path-empty", ""],
  ["path-too-long", "a".repeat(MAX_PATH_BYTES + 1)],
  ["path-too-long", "\u20ac".repeat(342)],
  ["path-not-utf8", "data/\ud800"],
  ["path-control", "data/a\u0000"],
  ["path-control", "data/a\nb"],
  ["path-control", "data/a\rb"],
  ["path-control", "data/\u007f"],
  ["path-control", "data/\u0085"],
  ["path-control", "data/\u2028"],
  ["path-backslash", "data\\a"],
  ["path-backslash", "..\\..\\a"],
  ["path-absolute", "/etc/passwd"],
  ["path-absolute", "//server/share"],
  ["path-drive", "C:/a"],
  ["path-drive", "c:a"],
  ["path-folder", "data/"],
  ["path-invisible", "data/a\u202etxt"],
  ["path-invisible", "data/a\u200bb"],
  ["path-invisible", "data/a\u00adb"],
  ["path-invisible", "\ufeffdata/a"],
  ["path-invisible", "data/\u3164"],
  ["path-invisible", "data/a\ufe0f"],
  ["path-invisible", "data/\u{e0041}"],
  ["path-invisible", "data/\u2060"],
  ["path-not-nfc", "data/e\u0301"],
  ["path-not-nfc", "data/\u212a"],
  ["path-windows", "data/a:b"],
  ["path-windows", "data/a?"],
  ["path-windows", "data/*"],
  ["path-windows", "data/<a>"],
  ["path-windows", 'data/"a"'],
  ["path-windows", "data/a|b"],
  ["path-windows", "data/con"],
  ["path-windows", "data/NUL.txt"],
  ["path-windows", "data/aux/x"],
  ["path-windows", "data/Com1.tar.gz"],
  ["path-windows", "data/lpt\u00b9"],
  ["path-windows", "CONIN$"],
  ["path-segment", "data//a"],
  ["path-traversal", "../a"],
  ["path-traversal", "data/../../a"],
  ["path-traversal", "data/./a"],
  ["path-traversal", "data/.."],
  ["path-trailing", "data/a."],
  ["path-trailing", "data/a /b"],
  ["path-trailing", "data/.../b"],
];

const ALLOWED = [
  "bagit.txt",
  "data/a",
  "data/.hidden",
  "data/a..b/c",
  "data/a b",
  "data/ a",
  "data/100%",
  "data/%2e%2e/a",
  "data/console.txt",
  "data/com10",
  "data/nul-and-void",
  "data/\ue000",
  "data/\u00e9",
  "data/\u6f22\u5b57/\u{1f600}.json",
  "data/AWSLogs/111122223333/CloudTrail/us-east-1/x.json.gz",
  "data/notes/A. Reviewer/notes.jsonl",
  "a".repeat(MAX_PATH_BYTES),
];

describe("pathFault", () => {
  it.each(FAULTS)("says %s of %j", (code, path) => {
    const fault = pathFault(path);
    expect(fault?.code).toBe(code);
    expect(fault?.message).toMatch(/^the path ".*" /s);
    expect(fault?.message.length).toBeLessThan(1000);
  });

  it.each(ALLOWED)("finds nothing wrong with %j", (path) => {
    expect(pathFault(path)).toBeNull();
  });

  it("lets no path through that could leave a folder, on any system", () => {
    const piece = fc.constantFrom("..", ".", "/", "\\", "a", " ", "C:", "\u0000", "~", "\uff0f", "\u2025");
    const property = fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const path = pieces.join("");
      if (pathFault(path) !== null) return;
      expect(path.split(/[/\\]/)).not.toContain("..");
      expect(path).not.toMatch(/^[/\\]|^[A-Za-z]:|[\\:]/);
      expect(path).not.toContain("\u0000");
    });
    fc.assert(property, { seed: 42, numRuns: 3000 });
  });
});

describe("collisionKey", () => {
  it.each([
    ["A.txt", "a.TXT"],
    ["\u00c9", "\u00e9"],
    ["\u00e9", "e\u0301"],
    ["E\u0301", "\u00e9"],
    ["stra\u00dfe", "STRASSE"],
    ["stra\u1e9ee", "strasse"],
    ["stra\u1e9ee", "stra\u00dfe"],
    ["\u017f", "s"],
    ["\u212a", "k"],
    ["\u212b", "\u00e5"],
    ["\u03c3", "\u03c2"],
    ["\u03a3", "\u03c2"],
    ["\ufb01", "fi"],
    ["\u01c5", "\u01c4"],
    ["\u0390", "\u1fd3"],
    ["\u{10400}", "\u{10428}"],
    ["\u13a0", "\uab70"],
  ])("takes %j and %j for one name", (a, b) => {
    expect(collisionKey(a)).toBe(collisionKey(b));
  });

  it("keeps names apart that are different everywhere", () => {
    const names = ["a", "b", "a.txt", "a/txt", "\u00e9", "e", "\u00f8", "o", "1", "\u{1f600}", "ss", "s"];
    expect(new Set(names.map((name) => collisionKey(name))).size).toBe(names.length);
  });

  it("takes any two single letters for one that regular expressions take for one, whatever their case", () => {
    const apart: string[] = [];
    for (let code = 0x21; code < 0x1_f000; code += 1) {
      if (code >= 0xd800 && code < 0xe000) continue;
      const letter = String.fromCodePoint(code);
      for (const other of [letter.toLowerCase(), letter.toUpperCase()]) {
        if (other === letter || Array.from(other).length !== 1) continue;
        const same = new RegExp(`^\\u{${code.toString(16)}}$`, "iu").test(other);
        if (same && collisionKey(letter) !== collisionKey(other)) apart.push(`${letter} ${other}`);
      }
    }
    expect(apart).toEqual([]);
  });

  it("is the same for its own result", () => {
    const property = fc.property(fc.string({ unit: "binary", maxLength: 8 }), (name) => {
      expect(collisionKey(collisionKey(name))).toBe(collisionKey(name));
    });
    fc.assert(property, { seed: 42, numRuns: 2000 });
  });
});
