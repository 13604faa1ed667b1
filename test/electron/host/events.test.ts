import { describe, expect, it } from "vitest";
import { Events } from "../../../electron/host/events.ts";
import type { ContractEvent } from "../../../shared/contract/events.ts";

const notice = (message: string): ContractEvent => ({ event: "notice", level: "info", message });

describe("events", () => {
  it("reach every listener, though one before them fails", () => {
    const faults: unknown[] = [];
    const heard: ContractEvent[] = [];
    const events = new Events((error) => faults.push(error));
    events.on(() => {
      throw new Error("a window is gone");
    });
    events.on((event) => heard.push(event));
    events.emit({ event: "trust.changed" });
    expect([heard.length, faults.length]).toEqual([1, 1]);
  });

  it("reach a listener once for each time that it was added, until that is ended", () => {
    const heard: ContractEvent[] = [];
    const events = new Events(() => {});
    const listener = (event: ContractEvent): void => void heard.push(event);
    const [stop] = [events.on(listener), events.on(listener)];
    events.emit({ event: "trust.changed" });
    stop();
    stop();
    events.emit({ event: "trust.changed" });
    expect(heard.length).toBe(3);
  });

  it("that are notices wait for the first listener, others do not", () => {
    const events = new Events(() => {});
    events.emit({ event: "trust.changed" });
    for (let i = 0; i < 30; i += 1) events.emit(notice(`${i}`));
    const heard: ContractEvent[] = [];
    events.on((event) => heard.push(event));
    events.on(() => expect.fail("told twice"));
    expect(heard).toEqual(Array.from({ length: 20 }, (_, i) => notice(`${i + 10}`)));
  });
});
