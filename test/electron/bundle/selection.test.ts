import { describe, expect, it } from "vitest";
import { parseJsonObject } from "../../../shared/encoding/json.ts";
import { parseSelection } from "../../../electron/bundle/selection.ts";
import { codeOf } from "../../shared/faults.ts";

const ENTRY = parseJsonObject(
  '{"correlation_id":"rem-42","seq":7,"ok":true,"none":null,"empty":"","actor":{"id":"a=b","deep":{"x":1.5}},' +
    '"list":["a"],"a.b":"dotted","text":"7","__proto__":{"y":"z"}}',
);

describe("parseSelection", () => {
  it.each([
    ["correlation_id=rem-42", true],
    ["correlation_id=rem-4", false],
    ["correlation_id=rem-42 ", false],
    ["correlation_id=", false],
    ["empty=", true],
    ["absent=", false],
    ["absent=undefined", false],
    ["seq=7", true],
    ["seq=7.0", false],
    ["text=7", true],
    ["ok=true", true],
    ["ok=false", false],
    ["none=null", false],
    ["none=", false],
    ["actor.id=a=b", true],
    ["actor.deep.x=1.5", true],
    ["actor.deep.x.y=1.5", false],
    ["actor=[object Object]", false],
    ["list=a", false],
    ["list.0=a", false],
    ["list.length=1", false],
    ["correlation_id.length=6", false],
    ["toString=", false],
    ["constructor.name=Object", false],
    ["__proto__.y=z", true],
  ])("%s selects the entry: %s", (text, expected) => {
    const selection = parseSelection(text);
    expect(selection.matches(ENTRY)).toBe(expected);
    expect(selection.text).toBe(text);
  });

  it.each(["", "=", "=x", "correlation_id", "a..b=x", ".a=x", "a.=x", ".=x"])("refuses %j", (text) => {
    expect(codeOf(() => parseSelection(text))).toBe("selection-syntax");
  });
});
