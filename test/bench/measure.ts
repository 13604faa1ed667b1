// Runs whole commands and takes medians. Baseline and subject take turns in one run, since absolute figures
// drift from machine to machine and from hour to hour: only ratios are targets.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const RUN = fileURLToPath(new URL("run.mjs", import.meta.url));

export interface Row {
  readonly what: string;
  readonly baseline: string;
  readonly baselineMs: number;
  readonly ms: number;
  readonly target: string;
  /** Peak resident memory of the whole process, MB. */
  readonly rss: number | null;
}

export interface Timed {
  readonly ms: number;
  readonly rss: number | null;
}

/** A shell pipeline. */
export function shell(command: string): Timed {
  const start = performance.now();
  const { status, stderr } = spawnSync("bash", ["-c", `set -o pipefail; ${command}`], { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
  return { ms: performance.now() - start, rss: null };
}

/** The built command line, in a process of its own that states its peak memory at the end. */
export function inquest(args: readonly string[]): Timed {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [RUN, ...args], { encoding: "utf8" });
  const ms = performance.now() - start;
  const kilobytes = /peak-rss-kb (\d+)/.exec(stderr)?.[1];
  if (status !== 0 || kilobytes === undefined)
    throw new Error(`inquest ${args.join(" ")}: exit ${status}\n${stderr}`);
  return { ms, rss: Number(kilobytes) / 1000 };
}

export function compare(runs: number, baseline: () => Timed, subject: () => Timed) {
  const pairs = Array.from({ length: runs }, () => ({ baseline: baseline(), subject: subject() }));
  const rss = pairs.flatMap(({ subject: { rss: each } }) => (each === null ? [] : [each]));
  return {
    baselineMs: median(pairs.map((pair) => pair.baseline.ms)),
    ms: median(pairs.map((pair) => pair.subject.ms)),
    rss: rss.length === 0 ? null : Math.max(...rss),
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

export function table(rows: readonly Row[]): string {
  const head = ["what", "baseline", "baseline", "inquest", "ratio", "target", "peak RSS"];
  const body = rows.map(({ what, baseline, baselineMs, ms, target, rss }) => [
    what,
    baseline,
    time(baselineMs),
    time(ms),
    `${(ms / baselineMs).toFixed(2)}x`,
    target,
    rss === null ? "" : `${rss.toFixed(0)} MB`,
  ]);
  const widths = head.map((_, i) => Math.max(...[head, ...body].map((row) => row[i]!.length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i]!)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
}

function time(ms: number): string {
  return ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(2)} s`;
}
