// Puts the reports of a log's segments together, in order, into what is known of the whole log.

import { MAX_ENTRIES, MAX_UNREADABLE_LINES } from "../model/limits.ts";
import { LOG_QUESTIONS } from "../model/log.ts";
import type { LogFacts, LogFault, LogQuestion, PolicyUse, SignatureTally } from "../model/log.ts";
import type { Digests } from "../model/platform.ts";
import { CompactRange } from "./compact-range.ts";
import { joinLines } from "./line-join.ts";
import type { LineEnd } from "./line-join.ts";
import type { SegmentHead, SegmentReport } from "./log-segment.ts";

export class LogJoin {
  private readonly tree: CompactRange;
  private treeWhole: boolean;
  private overlong = false;
  private unreadable = 0;
  private lines = 0;
  private firstSeq: number | null = null;
  private tail: LineEnd | null = null;
  private firstTime: string | null = null;
  private lastTime: string | null = null;
  private readonly faults: Partial<Record<LogQuestion, LogFault>> = {};
  private hole: LogFault | null = null;
  private holes = 0;
  private readonly leaves: { seq: number; hash: Uint8Array }[] = [];
  private readonly policies = new Map<string | null, PolicyUse>();
  private signatures: SignatureTally = { present: 0, good: 0, unknown: null, bad: null };

  constructor(digests: Digests, tree: boolean) {
    this.tree = new CompactRange(digests, 0);
    this.treeWhole = tree;
  }

  /** True once the log has failed in a way after which nothing more is taken. */
  get stopped(): boolean {
    return this.overlong || this.unreadable > MAX_UNREADABLE_LINES;
  }

  /** Takes the report of the segment that follows the last one taken. */
  add(report: SegmentReport): void {
    if (report.lines === 0 || this.stopped) return;
    this.unreadable += report.unreadable;
    this.overlong = report.overlong;
    const shift = <T extends { line: number }>(fault: T): T => ({ ...fault, line: fault.line + this.lines });
    if (report.head !== null) {
      this.joinHead(report.head, shift(report.head));
      this.firstSeq ??= report.head.seq;
    }
    for (const question of LOG_QUESTIONS) {
      const fault = report.faults[question];
      if (fault !== undefined) this.faults[question] ??= shift(fault);
    }
    if (report.hole !== null) this.hole ??= shift(report.hole);
    this.holes += report.holes;
    this.joinTree(report);
    this.collect(report, shift);
    this.moveTail(report);
    this.lines += report.lines;
    this.firstTime ??= report.firstTime;
    this.lastTime = report.lastTime ?? this.lastTime;
  }

  facts(): LogFacts {
    return {
      lines: this.lines,
      unreadable: this.unreadable + (this.overlong ? 1 : 0),
      firstSeq: this.firstSeq,
      lastSeq: this.tail === null || this.tail.seq < 0 ? null : this.tail.seq,
      headHash: this.tail?.hash ?? null,
      firstTime: this.firstTime,
      lastTime: this.lastTime,
      faults: this.faults,
      hole: this.hole,
      holes: this.holes,
      rootHash: this.treeWhole ? this.tree.root() : null,
      leaves: this.leaves,
      policies: [...this.policies.values()],
      signatures: this.signatures,
    };
  }

  /** The log's end is now that of the segment; a line that was too long is none that anything could follow. */
  private moveTail(report: SegmentReport): void {
    const whole = report.lines - (report.overlong ? 1 : 0);
    if (whole === 0) return;
    const counted = this.tail === null || this.tail.seq < 0 ? -1 : this.tail.seq + whole;
    this.tail = { seq: report.head === null ? counted : report.tail.seq, hash: report.tail.hash };
  }

  /** `head` counts lines within its segment, `placed` within the log. */
  private joinHead(head: SegmentHead, placed: SegmentHead): void {
    const skipped = head.line - 1;
    const known = this.tail !== null && this.tail.seq >= 0;
    // Behind nothing but unreadable lines there is no telling what the first readable one should be.
    if (!known && placed.line > 1) return;
    const before =
      this.tail === null ? null : { seq: this.tail.seq + skipped, hash: head.before ?? this.tail.hash };
    const join = joinLines(before, placed);
    if (join.sequence !== null) this.faults.sequence ??= join.sequence;
    if (join.chain !== null) this.faults.chain ??= join.chain;
    if (join.hole !== null) {
      this.hole ??= join.hole;
      this.holes += 1;
    }
  }

  private joinTree(report: SegmentReport): void {
    if (!this.treeWhole) return;
    if (report.range === null || report.head?.seq !== this.tree.end) this.treeWhole = false;
    else this.tree.appendRange(report.head.seq, report.head.seq + report.lines, report.range);
  }

  private collect(report: SegmentReport, shift: <T extends { line: number }>(fault: T) => T): void {
    if (report.leaves !== null) {
      const { seqs, hashes } = report.leaves;
      for (let i = 0; i < seqs.length && this.leaves.length < MAX_ENTRIES; i += 1) {
        this.leaves.push({ seq: seqs[i]!, hash: hashes.slice(32 * i, 32 * i + 32) });
      }
    }
    for (const use of report.policies) {
      if (this.policies.size <= MAX_ENTRIES && !this.policies.has(use.sha256)) {
        this.policies.set(use.sha256, shift(use));
      }
    }
    const { present, good, unknown, bad } = report.signatures;
    this.signatures = {
      present: this.signatures.present + present,
      good: this.signatures.good + good,
      unknown: this.signatures.unknown ?? (unknown === null ? null : shift(unknown)),
      bad: this.signatures.bad ?? (bad === null ? null : shift(bad)),
    };
  }
}
