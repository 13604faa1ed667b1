import { afterEach, describe, expect, it } from "vitest";
import { available, register, run, watch } from "../../../renderer/keys/registry.ts";

const ends: (() => void)[] = [];
const bind = (id: string, handler: () => void, fallback = false): (() => void) => {
  const end = register(id, handler, fallback);
  ends.push(end);
  return end;
};

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

describe("bound commands", () => {
  it("are carried out by whoever bound them last, and by the one before when that is gone", () => {
    const done: string[] = [];
    bind("x", () => done.push("first"));
    const end = bind("x", () => done.push("second"));
    run("x");
    end();
    run("x");
    expect(done).toEqual(["second", "first"]);
  });

  it("fall back only where nobody else has bound them, whoever came first", () => {
    const done: string[] = [];
    const end = bind("x", () => done.push("screen"));
    bind("x", () => done.push("application"), true);
    run("x");
    end();
    run("x");
    expect(done).toEqual(["screen", "application"]);
  });

  it("are told apart from those that are not", () => {
    expect(run("x")).toBe(false);
    const end = bind("x", () => {});
    expect(run("x")).toBe(true);
    expect(available().has("x")).toBe(true);
    end();
    expect(available().has("x")).toBe(false);
  });

  it("change the set, and tell so, only when a command comes or goes", () => {
    let told = 0;
    ends.push(watch(() => told++));
    const end = bind("x", () => {});
    const before = available();
    const second = bind("x", () => {});
    second();
    expect(available()).toBe(before);
    expect(told).toBe(1);
    end();
    expect(told).toBe(2);
  });
});
