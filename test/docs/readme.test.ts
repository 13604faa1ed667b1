// Documentation that shows output or lists codes is held to what the program does.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT, SAMPLE, SAMPLE_TRUST, inquest } from "../support/cli.ts";

describe("documentation", () => {
  it("the README shows what verifying the sample prints", () => {
    const readme = readFileSync(join(ROOT, "README.md"), "utf8");
    const begin = readme.indexOf("<!-- output: begin -->");
    const block = /```\n([\s\S]*?)```/.exec(readme.slice(begin, readme.indexOf("<!-- output: end -->")))![1]!;
    const { stdout } = inquest(["verify", SAMPLE, "--trust", SAMPLE_TRUST]);
    const [command, ...shown] = block.split("\n");
    expect(command).toBe(`$ npx inquest verify ${SAMPLE} --trust ${SAMPLE_TRUST}`);
    const parts = shown.join("\n").split("  [...]\n");
    let from = 0;
    for (const part of parts) {
      const at = stdout.indexOf(part, from);
      expect(at, part).toBeGreaterThanOrEqual(from);
      from = at + part.length;
    }
    expect(parts.join("").length).toBeGreaterThan(1000);
  });

  it("every reason code of the checks is in docs/VERDICT.md", () => {
    const listed = new Set(readFileSync(join(ROOT, "docs/VERDICT.md"), "utf8").match(/`[a-z0-9-]+`/g));
    const sources = ["shared/verify", "shared/encoding"].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts"))
        .map((name) => readFileSync(join(ROOT, folder, name), "utf8")),
    );
    const literal =
      /(?:fail|pass|cannot|gap|notApplicable|failFault)\(\s*(?:"[a-z.]+"|ID|id),\s*"([a-z0-9-]+)"|(?:bad|fault)\("((?:zip|path)-[a-z0-9-]+)"|code: "([a-z0-9-]+)"/g;
    const codes = sources.flatMap((text) =>
      [...text.matchAll(literal)].map((match) => match[1] ?? match[2] ?? match[3]!),
    );
    expect(new Set(codes).size).toBeGreaterThan(60);
    expect([...new Set(codes)].filter((code) => !listed.has(`\`${code}\``))).toEqual([]);
  });

  it("the manifests of dependencies and their page name the same packages", () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Record<
      string,
      Record<string, string>
    >;
    const page = readFileSync(join(ROOT, "docs/DEPENDENCIES.md"), "utf8");
    const names = ["dependencies", "devDependencies", "optionalDependencies"].flatMap((kind) =>
      Object.keys(manifest[kind] ?? {}),
    );
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it("what it links to and shows is there", () => {
    const pages = [
      "README.md",
      "CHANGELOG.md",
      ...readdirSync(join(ROOT, "docs")).map((name) => `docs/${name}`),
    ];
    const broken = pages
      .filter((page) => page.endsWith(".md"))
      .flatMap((page) => {
        const text = readFileSync(join(ROOT, page), "utf8");
        return [...text.matchAll(/\]\(([^)#]+)[^)]*\)/g)]
          .map(([, link]) => link!)
          .filter((link) => !/^[a-z]+:/.test(link) && !existsSync(join(ROOT, dirname(page), link)))
          .map((link) => `${page}: ${link}`);
      });
    expect(broken).toEqual([]);
  });

  it("the commands of the package that it names are there", () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    const pages = [
      "README.md",
      ...readdirSync(join(ROOT, "docs"))
        .filter((name) => name.endsWith(".md"))
        .map((name) => `docs/${name}`),
    ];
    const named = pages.flatMap((page) =>
      [...readFileSync(join(ROOT, page), "utf8").matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name!),
    );
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});
