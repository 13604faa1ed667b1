import { createElement } from "react";
import type { FunctionComponent } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

// By a computed name: the tests' own types know no JSX.
type Widget = FunctionComponent<{ readonly text?: string; readonly value?: string }>;
const widget = async (file: string): Promise<Record<string, Widget>> =>
  (await import(new URL(`../../../renderer/widgets/${file}`, import.meta.url).href)) as Record<
    string,
    Widget
  >;
const Evidence = (await widget("evidence.tsx"))["Evidence"]!;
const Time = (await widget("time.tsx"))["Time"]!;

const markup = (text: string, more = {}): string =>
  renderToStaticMarkup(createElement(Evidence, { text, ...more }));
const words = (html: string): string => html.replaceAll(/<[^>]*>/g, "");

describe("text from evidence", () => {
  it("that reorders what is read is shown as an escape", () => {
    const html = markup("invoice\u202egnp.exe");
    expect(html).not.toContain("\u202e");
    expect(words(html)).toBe(String.raw`invoice\u{202e}gnp.exe`);
  });

  it("that hides characters shows them, in its title as well", () => {
    const html = markup("pay\u200bload\u0000", { clip: true });
    for (const hidden of ["\u0000", "\u200b"]) expect(html).not.toContain(hidden);
    expect(html).toContain(String.raw`title="pay\u{200b}load\u{0}"`);
  });

  it("that is markup is text", () => {
    const html = markup(`<img src=x onerror="alert(1)">`);
    expect(html).not.toContain("<img");
    expect(words(html)).toBe(`&lt;img src=x onerror=&quot;alert(1)&quot;&gt;`);
  });

  it("cannot turn the text around it: it stands in an isolation of its own", () => {
    expect(markup("שלום")).toMatch(/^<bdi[ >].*<\/bdi>$/);
  });

  it("keeps its lines only where that is asked for", () => {
    expect(words(markup("a\nb"))).toBe(String.raw`a\u{a}b`);
    expect(words(markup("a\nb", { lines: true }))).toBe("a\nb");
  });

  it("in the place of a time is shown as text from evidence", () => {
    const html = renderToStaticMarkup(createElement(Time, { value: "\u202e2026" }));
    expect(html).not.toContain("\u202e");
    const good = renderToStaticMarkup(createElement(Time, { value: "2026-03-17T14:31:20Z" }));
    expect(words(good)).toBe("2026-03-17 14:31:20 UTC");
  });
});
