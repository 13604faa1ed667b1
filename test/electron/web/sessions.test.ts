import { describe, expect, it } from "vitest";
import { MAX_SESSIONS, MAX_STREAMS, MAX_WRONG, Sessions, newSecret } from "../../../electron/web/sessions.ts";

function start() {
  const left: string[] = [];
  const timers = new Set<() => void>();
  const told = { guessing: 0 };
  const clock = { now: 0 };
  const token = newSecret();
  const sessions = new Sessions({
    token,
    onAway: (client) => left.push(client),
    onGuessing: () => (told.guessing += 1),
    now: () => clock.now,
    after: (_ms, callback) => {
      timers.add(callback);
      return () => timers.delete(callback);
    },
  });
  const enter = () => {
    const entered = sessions.enter(token);
    if (!("session" in entered)) throw new Error(entered.refused);
    return sessions.find(`Bearer ${entered.session}`)!;
  };
  const fire = (): void => {
    for (const callback of timers) callback();
    timers.clear();
  };
  return { sessions, token, left, told, clock, timers, enter, fire };
}

describe("sessions", () => {
  it("are given for the token, 256 bits long and different each time", () => {
    const { sessions, token } = start();
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const ids = [sessions.enter(token), sessions.enter(token)].map((entered) => Object.values(entered)[0]!);
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) {
      expect(id).toMatch(/^[A-Za-z0-9_-]{43}$/);
      expect(sessions.find(`Bearer ${id}`)).toBeDefined();
    }
  });

  it("are not given for anything else", () => {
    const { sessions, token } = start();
    for (const wrong of ["", token.slice(1), `${token} `, token.toUpperCase(), newSecret()])
      expect(sessions.enter(wrong)).toEqual({ refused: expect.any(String) as string });
    expect(sessions.size).toBe(0);
  });

  it("are found by a bearer header in its one form only", () => {
    const { sessions, token } = start();
    const entered = sessions.enter(token);
    const id = "session" in entered ? entered.session : "";
    for (const header of [undefined, "", id, `bearer ${id}`, `Bearer  ${id}`, `Bearer ${id} `, `Basic ${id}`])
      expect(sessions.find(header)).toBeUndefined();
    expect(sessions.find(`Bearer ${token}`)).toBeUndefined();
  });

  it("tell the people once when tokens are guessed, and still take the right one", () => {
    const { sessions, token, told, clock } = start();
    const refusals = Array.from({ length: MAX_WRONG + 5 }, () => sessions.enter("guess"));
    const words = refusals.map((refusal) => Object.values(refusal)[0]);
    expect(words).toEqual(words.map((_, i) => (i < MAX_WRONG - 1 ? "wrong" : "guessing")));
    expect(told.guessing).toBe(1);
    expect(sessions.enter(token)).toHaveProperty("session");
    clock.now += 60_000;
    expect(sessions.enter("guess")).toEqual({ refused: "wrong" });
  });

  it("have their work ended when their last stream stays away, and live on", () => {
    const { sessions, left, timers, enter, fire } = start();
    const session = enter();
    expect(timers.size).toBe(1);
    sessions.opened(session);
    sessions.opened(session);
    sessions.closed(session);
    expect(timers.size).toBe(0);
    sessions.closed(session);
    expect(left).toEqual([]);
    fire();
    expect(left).toEqual([session.client]);
    expect(sessions.opened(session)).toBe(true);
  });

  it("keep their work when the stream comes back in time", () => {
    const { sessions, left, enter, fire } = start();
    const session = enter();
    sessions.opened(session);
    sessions.closed(session);
    sessions.opened(session);
    fire();
    expect(left).toEqual([]);
  });

  it("have a limit of streams each", () => {
    const { sessions, enter } = start();
    const session = enter();
    const opened = Array.from({ length: MAX_STREAMS + 1 }, () => sessions.opened(session));
    expect(opened).toEqual([...Array<boolean>(MAX_STREAMS).fill(true), false]);
  });

  it("make room by forgetting the one that went first, but never one that is there", () => {
    const { sessions, token, left, clock, enter } = start();
    const all = Array.from({ length: MAX_SESSIONS }, () => {
      clock.now += 1;
      return enter();
    });
    for (const session of all.slice(2)) sessions.opened(session);
    sessions.opened(all[0]!);
    clock.now += 1;
    sessions.closed(all[0]!);
    sessions.opened(enter());
    expect(left).toEqual([all[1]!.client]);
    sessions.opened(enter());
    expect(left).toEqual([all[1]!.client, all[0]!.client]);
    expect(sessions.enter(token)).toEqual({ refused: "full" });
    expect(sessions.size).toBe(MAX_SESSIONS);
  });
});
