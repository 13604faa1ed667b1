import { expect, it } from "vitest";
import { RightOfWay } from "../../../electron/cases/right-of-way.ts";

it("background work goes on only when nothing that goes first is under way", async () => {
  const way = new RightOfWay();
  const [one, other] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  const order: string[] = [];
  const first = way.first(() => one.promise).then((what) => order.push(what));
  const second = way.first(() => other.promise).then((what) => order.push(what));
  const background = way.giveWay().then(() => order.push("background"));
  one.resolve("one");
  await first;
  // A turn of the loop is all that it would need.
  await new Promise((resolve) => setImmediate(resolve));
  expect(order).toEqual(["one"]);
  other.resolve("other");
  await Promise.all([second, background]);
  expect(order.toSorted()).toEqual(["background", "one", "other"]);
});

it("work that fails lets the background go on", async () => {
  const way = new RightOfWay();
  await expect(way.first(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await way.giveWay();
});
