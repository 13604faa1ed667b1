import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { verifyCommandLine } from "../../../electron/cases/command-line.ts";

const HOSTILE = [
  "/cases/plain.inqb",
  "/cases/with space.inqb",
  "/cases/$(touch pwned) `id` ; rm -rf ~ & | > < * ? ! # ~.inqb",
  '/cases/it\'s "quoted" \\ back.inqb',
  "-rf.inqb",
  "--trust",
  "/cases/line\nbreak\ttab\r.inqb",
  "/cases/\u001b[31mred\u0007.inqb",
  "/cases/\u202egnp.inqb'; echo '",
  "/cases/zero\u200bwidth\\n.inqb",
  "/cases/Ärger 😀.inqb",
  "",
];

/** What a shell makes of the words behind `inquest`. */
function wordsIn(shell: string, line: string): string[] | null {
  const words = line.replace(/^inquest /, "");
  const { status, stdout, error } = spawnSync(shell, ["-c", `printf '%s\\0' ${words}`], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"] ?? "", LC_ALL: "C.UTF-8" },
  });
  return error !== undefined || status !== 0 ? null : stdout.split("\0").slice(0, -1);
}

describe.skipIf(process.platform === "win32")("the command line for a shell", () => {
  it("comes back as exactly these words", () => {
    for (const path of HOSTILE) {
      const given = (text: string): string => (text.startsWith("-") ? `./${text}` : text);
      const line = verifyCommandLine(path, path, "linux");
      expect(wordsIn("bash", line)).toEqual(["verify", given(path), "--trust", given(path)]);
    }
  });

  it("holds no character that a terminal acts on or hides", () => {
    for (const path of HOSTILE) {
      expect(verifyCommandLine(path, undefined, "linux")).not.toMatch(
        /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u,
      );
    }
  });

  it("is plain where the path is", () => {
    expect(verifyCommandLine("/cases/a-1.inqb", undefined, "linux")).toBe("inquest verify /cases/a-1.inqb");
    expect(verifyCommandLine("/cases/a b.inqb", "t.json", "linux")).toBe(
      "inquest verify '/cases/a b.inqb' --trust t.json",
    );
  });
});

it("is quoted for Windows with double quotes", () => {
  expect(verifyCommandLine("C:\\cases\\a.inqb", undefined, "win32")).toBe("inquest verify C:\\cases\\a.inqb");
  expect(verifyCommandLine("C:\\my cases\\", undefined, "win32")).toBe('inquest verify "C:\\my cases\\\\"');
  expect(verifyCommandLine("a & b.inqb", undefined, "win32")).toBe('inquest verify "a & b.inqb"');
});
