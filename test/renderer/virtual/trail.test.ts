import { describe, expect, it } from "vitest";
import type { RowWindow } from "../../../renderer/widgets/virtual/row-window.ts";
import { PATIENCE, Trail } from "../../../renderer/widgets/virtual/trail.ts";

function windowAt(first: number): RowWindow {
  return { first, end: first + 10, base: 0, shift: 0 };
}

/** Rows of which some are here. */
function follow() {
  let now = 0;
  const trail = new Trail(() => now);
  const here = new Set<number>();
  const pick = (first: number, time: number): number => {
    now = time;
    return trail.pick(windowAt(first), (window) => here.has(window.first)).first;
  };
  return { here, pick };
}

describe("rows that come later than the scroll bar moves", () => {
  it("are drawn at once where they are here", () => {
    const { here, pick } = follow();
    here.add(0).add(50);
    expect(pick(0, 0)).toBe(0);
    expect(pick(50, 1)).toBe(50);
  });

  it("leave the last ones standing until the newest that came can be drawn", () => {
    const { here, pick } = follow();
    here.add(0);
    pick(0, 0);
    expect(pick(100, 10)).toBe(0);
    expect(pick(200, 20)).toBe(0);
    here.add(100);
    expect(pick(300, 30)).toBe(100);
    here.add(200).add(300);
    expect(pick(400, 40)).toBe(300);
    here.add(400);
    expect(pick(400, 50)).toBe(400);
  });

  it("leave gaps once they have let one wait, and not for ever the rows of somewhere else", () => {
    const { here, pick } = follow();
    here.add(0);
    pick(0, 0);
    expect(pick(100, PATIENCE)).toBe(0);
    expect(pick(100, PATIENCE + 1)).toBe(100);
  });

  it("are waited for anew where others came meanwhile", () => {
    const { here, pick } = follow();
    here.add(0);
    pick(0, 0);
    pick(100, 10);
    here.add(100);
    expect(pick(200, PATIENCE + 50)).toBe(100);
    expect(pick(300, 2 * PATIENCE + 40)).toBe(100);
    expect(pick(300, 2 * PATIENCE + 60)).toBe(300);
  });

  it("are gaps from the start where none were here before", () => {
    const { pick } = follow();
    expect(pick(0, 0)).toBe(0);
  });
});
