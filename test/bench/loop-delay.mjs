// Loaded into a host with --import: says at the end how long its main thread was blocked at most, in milliseconds.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { isMainThread } from "node:worker_threads";

// Threads load this too, and may block as long as they like.
if (isMainThread) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  // Loading the program blocks as well, before anybody is there to wait: measured from the first address printed on.
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (chunk, ...rest) => {
    if (String(chunk).includes("http://127.0.0.1")) setTimeout(() => delay.enable(), 50);
    return write(chunk, ...rest);
  };
  process.on("exit", () => {
    delay.disable();
    process.stderr.write(`longest-block-ms ${(delay.max / 1e6).toFixed(1)}\n`);
  });
}
