// Text of the evidence inside Markdown (CommonMark and GitHub's tables): it is shown as it is and makes no structure.
// Nothing here may stand at the beginning of a line: whoever writes a line begins it.

import { escapes, visible } from "../encoding/visible.ts";

/** Numeric references are never read as structure (CommonMark 6.2), also where a table is cut at its bars. */
const REFERENCES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "|": "&#124;",
  "`": "&#96;",
};

/** What readers make links of in the finished text, where no escape helps: such a piece stands as code. */
const LINKING = String.raw`(?:@|:\/\/|(?<=www)\.)+`;
/** What would begin a list, a paragraph set in, or a number at the beginning of a list's item. */
const BEGINNING = String.raw`^[-+= ]|(?<=^\d{1,9})[.)](?= |$)`;
const SPECIAL = new RegExp(`${LINKING}|${BEGINNING}|(?<=\\])\\(|[\\\\*_[\\]{}~#$&<>|\`]`, "giu");

/** Words in a line. */
export function prose(text: string): string {
  return visible(text).replaceAll(SPECIAL, (found, at: number, whole: string) => {
    if (found === " ") return "&#32;";
    const number = found === "." && !/www$/i.test(whole.slice(0, at));
    if (/^[@:.]/.test(found) && !number) return `\`${found}\``;
    return REFERENCES[found] ?? `\\${found}`;
  });
}

/**
 * A name, a path or a number of the evidence, as code: nothing in it is read as Markdown. What could end the code, a
 * table's cell or a careless search is shown as an escape, as are spaces at its ends, which would be lost.
 */
export function code(text: string): string {
  if (text === "") return "(empty)";
  const shown = visible(text)
    .replaceAll(/[`|<]|\](?=\()/g, escapes)
    .replaceAll(/^ +|(?<! ) +$/g, escapes);
  return `\`${shown}\``;
}

/** Lines of a table; cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}
