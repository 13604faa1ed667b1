import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { partialPath, replaceFile, writeAside } from "../../../electron/platform/files.ts";
import { rejection } from "../../shared/faults.ts";
import { scratch } from "../../support/scratch.ts";

function emptyFolder(name: string): string {
  const folder = scratch(name);
  mkdirSync(folder);
  return folder;
}

describe("writeAside", () => {
  it("writes a file that is whole when it gets its name, with the mode that was asked for", async () => {
    const folder = emptyFolder("new");
    const path = join(folder, "a");
    await writeAside(path, 0o600, false, async (file, partial) => {
      await file.writeFile("half");
      expect(readdirSync(folder)).toEqual([partial.slice(folder.length + 1)]);
      await file.writeFile(", whole");
    });
    expect(readFileSync(path, "utf8")).toBe("half, whole");
    expect(readdirSync(folder)).toEqual(["a"]);
    if (process.platform !== "win32") expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("keeps a file that exists, and one that appears while it writes", async () => {
    const folder = emptyFolder("kept");
    const path = join(folder, "a");
    const fault = await rejection(
      writeAside(path, 0o644, false, async (file) => {
        await file.writeFile("new");
        writeFileSync(path, "from somebody else");
      }),
    );
    expect(fault.code).toBe("output-exists");
    expect(fault.message).toContain(path);
    expect((await rejection(writeAside(path, 0o644, false, (file) => file.writeFile("new")))).code).toBe(
      "output-exists",
    );
    expect(readFileSync(path, "utf8")).toBe("from somebody else");
    expect(readdirSync(folder)).toEqual(["a"]);
  });

  it("replaces a file where it may", async () => {
    const folder = emptyFolder("replaced");
    const path = join(folder, "a");
    writeFileSync(path, "a much longer text than the new one");
    await writeAside(path, 0o644, true, (file) => file.writeFile("new"));
    expect(readFileSync(path, "utf8")).toBe("new");
    expect(readdirSync(folder)).toEqual(["a"]);
  });

  it.each([true, false])(
    "leaves nothing behind and the old file as it was when writing fails (replace: %s)",
    async (replace) => {
      const folder = emptyFolder(`failed-${replace}`);
      const path = join(folder, "a");
      writeFileSync(path, "old");
      const stop = new Error("the disk is full");
      const writing = writeAside(path, 0o644, replace, async (file) => {
        await file.writeFile("new");
        throw stop;
      });
      await expect(writing).rejects.toBe(stop);
      expect(readFileSync(path, "utf8")).toBe("old");
      expect(readdirSync(folder)).toEqual(["a"]);
    },
  );

  it("leaves nothing behind where the name is a folder's, or the folder is not there", async () => {
    const folder = emptyFolder("odd");
    mkdirSync(join(folder, "taken"));
    const write = (path: string, replace: boolean) =>
      writeAside(path, 0o644, replace, (file) => file.writeFile("x"));
    await expect(write(join(folder, "taken"), true)).rejects.toThrow(/EISDIR|EEXIST|EPERM|ENOTEMPTY/);
    expect((await rejection(write(join(folder, "taken"), false))).code).toBe("output-exists");
    await expect(write(join(folder, "absent", "a"), true)).rejects.toThrow(/ENOENT/);
    expect(readdirSync(folder)).toEqual(["taken"]);
  });

  it("lets many writers have one name: one of them wins, whole", async () => {
    const folder = emptyFolder("race");
    const path = join(folder, "a");
    const writers = Array.from({ length: 12 }, (_, i) =>
      writeAside(path, 0o644, false, (file) => file.writeFile(`${i}`.repeat(5000))),
    );
    const results = await Promise.allSettled(writers);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(readFileSync(path, "utf8").length % 5000).toBe(0);
    expect(readdirSync(folder)).toEqual(["a"]);
  });
});

describe("replaceFile", () => {
  it("makes a file, and replaces it, by one of another inode", async () => {
    const folder = emptyFolder("replace");
    const path = join(folder, "a");
    await replaceFile(path, Buffer.from("one"), 0o644);
    const before = statSync(path).ino;
    await replaceFile(path, Buffer.from("two"), 0o644);
    expect(readFileSync(path, "utf8")).toBe("two");
    if (process.platform !== "win32") expect(statSync(path).ino).not.toBe(before);
    expect(readdirSync(folder)).toEqual(["a"]);
  });
});

describe("partialPath", () => {
  it("is a hidden name beside the target, another one each time", () => {
    const [a, b] = [partialPath("/x/y.inqb"), partialPath("/x/y.inqb")];
    expect(a).toMatch(/^[/\\]x[/\\]\.inquest-[0-9a-f]{12}\.part$/);
    expect(a).not.toBe(b);
  });
});
