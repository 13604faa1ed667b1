import { describe, expect, it } from "vitest";
import { fitColumns, gridTemplate } from "../../../renderer/widgets/virtual/columns.ts";
import { PageCache } from "../../../renderer/widgets/virtual/page-cache.ts";

/** A host that answers when it is told to. */
function slowHost(count: number) {
  const asked: number[] = [];
  const open = new Map<number, { answer: () => void; refuse: (error: Error) => void }>();
  const cache = new PageCache<number>({
    count,
    pageSize: 10,
    maxPages: 5,
    maxRequests: 2,
    load: (from, length) => {
      asked.push(from);
      return new Promise((resolve, reject) => {
        open.set(from, {
          answer: () => resolve(Array.from({ length }, (_, i) => from + i)),
          refuse: reject,
        });
      });
    },
  });
  return { cache, asked, open };
}

/** Lets promises that are settled go on. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

describe("pages of rows", () => {
  it("that are in view come first, then those ahead", async () => {
    const { cache, asked, open } = slowHost(1_000);
    cache.want(100, 125);
    await settle();
    expect(asked).toEqual([100, 110]);
    open.get(110)!.answer();
    await settle();
    expect(cache.get(112)).toBe(112);
    expect(cache.get(105)).toBeUndefined();
    expect(asked).toEqual([100, 110, 120]);
    open.get(100)!.answer();
    open.get(120)!.answer();
    await settle();
    expect(cache.has(100, 125)).toBe(true);
    expect(cache.has(100, 131)).toBe(false);
    expect(asked).toEqual([100, 110, 120, 130, 90]);
  });

  it("that were scrolled past are never asked for", async () => {
    const { cache, asked, open } = slowHost(100_000);
    for (let row = 0; row <= 50_000; row += 1_000) cache.want(row, row + 10);
    await settle();
    expect(asked).toEqual([0, 1_000]);
    open.get(0)!.answer();
    await settle();
    expect(asked).toEqual([0, 1_000, 50_000]);
  });

  it("are kept, a few of them, and those in view always", async () => {
    const { cache, open, asked } = slowHost(1_000);
    for (let row = 0; row < 500; row += 10) {
      cache.want(row, row + 10);
      await settle();
      for (const { answer } of open.values()) answer();
      await settle();
      expect(cache.get(row)).toBe(row);
    }
    const before = asked.length;
    expect(cache.get(0)).toBeUndefined();
    expect(cache.get(480)).toBe(480);
    cache.want(0, 10);
    await settle();
    expect(asked.length).toBeGreaterThan(before);
  });

  it("end where the rows end", async () => {
    const { cache, asked, open } = slowHost(25);
    cache.want(20, 25);
    await settle();
    open.get(20)!.answer();
    await settle();
    expect(asked).toEqual([20, 10]);
    expect(cache.get(24)).toBe(24);
    expect(cache.get(25)).toBeUndefined();
  });

  it("say when they came", async () => {
    const { cache, open } = slowHost(25);
    let told = 0;
    const end = cache.subscribe(() => (told += 1));
    cache.want(0, 5);
    await settle();
    open.get(0)!.answer();
    await settle();
    expect(told).toBe(1);
    end();
    open.get(10)!.answer();
    await settle();
    expect(told).toBe(1);
    expect(cache.getVersion()).toBe(2);
  });

  it("that cannot be had are not asked for again until told", async () => {
    const { cache, asked, open } = slowHost(5);
    cache.want(0, 5);
    await settle();
    open.get(0)!.refuse(new Error("gone"));
    await settle();
    expect(cache.failure).toEqual(new Error("gone"));
    cache.want(0, 5);
    await settle();
    expect(asked).toEqual([0]);
    cache.retry();
    await settle();
    open.get(0)!.answer();
    await settle();
    expect(cache.failure).toBeUndefined();
    expect(cache.get(3)).toBe(3);
  });

  it("are fetched for one row too, and an error reaches who asked", async () => {
    const { cache, asked, open } = slowHost(100);
    const row = cache.fetch(42);
    const again = cache.fetch(43);
    await settle();
    open.get(40)!.answer();
    expect(await row).toBe(42);
    expect(await again).toBe(43);
    expect(asked).toEqual([40]);
    const refused = cache.fetch(77);
    await settle();
    open.get(70)!.refuse(new Error("gone"));
    await expect(refused).rejects.toThrow("gone");
  });
});

describe("columns", () => {
  const columns = [
    { id: "time", width: 100 },
    { id: "what", width: 200, share: 2 },
    { id: "who", width: 100, drop: 1 },
    { id: "how long", width: 50, drop: 2 },
  ];
  it("go in their order of importance as the room gets less, and some never", () => {
    const at = (width: number) => fitColumns(columns, width).map(({ id }) => id);
    expect(at(450)).toEqual(["time", "what", "who", "how long"]);
    expect(at(449)).toEqual(["time", "what", "who"]);
    expect(at(399)).toEqual(["time", "what"]);
    expect(at(10)).toEqual(["time", "what"]);
  });

  it("share what is left over", () => {
    expect(gridTemplate(columns)).toBe("100px minmax(200px, 2fr) 100px 50px");
  });
});
