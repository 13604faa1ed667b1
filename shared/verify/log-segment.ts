// Verifies a run of whole lines of a log: canonical form, fields, sequence, chain, leaf hashes, signatures.
// A log is cut into such segments at any line end; log-join.ts puts their reports together again, and the
// cuts never change the result.

import { parseCanonical } from "../encoding/canonical.ts";
import { CanonicalScanner } from "../encoding/canonical-scan.ts";
import { listMembers } from "../encoding/members.ts";
import { Fault } from "../model/fault.ts";
import { MAX_LINE_BYTES, MAX_UNREADABLE_LINES } from "../model/limits.ts";
import type { LogFault, LogQuestion, PolicyUse, SignatureTally } from "../model/log.ts";
import type { Platform } from "../model/platform.ts";
import type { TrustedKey } from "../model/trust.ts";
import { CompactRange } from "./compact-range.ts";
import type { RangeNode } from "./compact-range.ts";
import {
  EntryFields,
  asciiText,
  equalsAscii,
  isHashString,
  isTimeString,
  readInteger,
} from "./entry-fields.ts";
import { EntrySignatures } from "./entry-signature.ts";
import { joinLines } from "./line-join.ts";
import type { LineEnd, LineStart } from "./line-join.ts";
import type { LogKind } from "./log-kind.ts";
import { PolicyUses } from "./policy-uses.ts";

export interface SegmentOptions {
  readonly kind: LogKind;
  /** Also hash the leaves of the RFC 6962 tree: wanted where there is a checkpoint to compare with. */
  readonly tree: boolean;
  readonly agentKeys: readonly TrustedKey[];
}

/** What a segment knows of its first readable line, for joining it to what stands before the segment. */
export interface SegmentHead extends LineStart {
  /** Hash of the line before it, where that is an unreadable line of the same segment. */
  readonly before: string | null;
}

/** Line numbers in a report count from 1 at the segment's first line. */
export interface SegmentReport {
  readonly lines: number;
  /** True where a line was too long: nothing behind it was looked at. */
  readonly overlong: boolean;
  /** Lines that could not be linked. Past MAX_UNREADABLE_LINES the rest of the segment is not looked at. */
  readonly unreadable: number;
  /** The first entry whose seq could be read. */
  readonly head: SegmentHead | null;
  /** The seq of the last line, counted on over unreadable lines (-1 where none was readable), and its hash. */
  readonly tail: LineEnd;
  readonly firstTime: string | null;
  readonly lastTime: string | null;
  readonly faults: Readonly<Partial<Record<LogQuestion, LogFault>>>;
  readonly hole: LogFault | null;
  readonly holes: number;
  /** Nodes over [head.seq, head.seq + lines), where the segment's seqs are contiguous. */
  readonly range: readonly RangeNode[] | null;
  readonly leaves: { readonly seqs: Float64Array; readonly hashes: Uint8Array } | null;
  readonly policies: readonly PolicyUse[];
  readonly signatures: SignatureTally;
}

export class SegmentVerifier {
  private readonly platform: Platform;
  private readonly options: SegmentOptions;
  private readonly scanner = new CanonicalScanner();
  private readonly fields: EntryFields;
  private readonly leaf = new Uint8Array(32);

  constructor(platform: Platform, options: SegmentOptions) {
    this.platform = platform;
    this.options = options;
    this.fields = new EntryFields(options.kind);
  }

  /**
   * Verifies `buffer[start, end)`, whole lines with LF (the very last line of a log may lack it, which is a
   * fault). The byte before each line is overwritten for a moment and put back, so `start` must be at least 1.
   */
  verify(buffer: Uint8Array, start: number, end: number, keepLeaves: boolean): SegmentReport {
    const run = new Run(this.platform, this.options, keepLeaves);
    // The scanner stops at an LF; a last line without one is kept away from it.
    const whole = end > start && buffer[end - 1] === 0x0a ? end : buffer.lastIndexOf(0x0a, end - 1) + 1;
    let at = start;
    while (at < end && !run.stopped) {
      run.beginLine();
      const scanned = at < whole ? this.scanner.scan(buffer, at) : -1;
      const lineEnd = scanned >= 0 ? scanned : at < whole ? buffer.indexOf(0x0a, at) : end;
      if (lineEnd - at > MAX_LINE_BYTES) {
        run.fault("canonical", "line-too-long", `the line is longer than ${MAX_LINE_BYTES} bytes`);
        run.stop();
        break;
      }
      if (lineEnd === end) run.fault("canonical", "line-no-lf", "the log's last line does not end in LF");
      this.line(run, buffer, at, lineEnd, scanned >= 0);
      at = lineEnd + 1;
    }
    return run.report();
  }

  private line(run: Run, buffer: Uint8Array, start: number, end: number, scanned: boolean): void {
    const hash = this.platform.sha256Hex(buffer.subarray(start, end));
    const readable = this.read(run, buffer, start, end, scanned);
    if (!readable || !this.checkFields(run, buffer, hash)) run.passOver(hash);
    if (this.options.tree) {
      const before = buffer[start - 1]!;
      buffer[start - 1] = 0x00;
      this.platform.sha256Into(buffer.subarray(start - 1, end), this.leaf, 0);
      buffer[start - 1] = before;
      run.addLeaf(this.leaf);
    }
    if (readable) run.content(this.fields, buffer, start, end);
  }

  /** Canonical form, and the offsets of the members; false where the line cannot be read at all. */
  private read(run: Run, buffer: Uint8Array, start: number, end: number, scanned: boolean): boolean {
    if (scanned) {
      this.fields.load(buffer, this.scanner.members, this.scanner.memberCount);
      return true;
    }
    try {
      parseCanonical(buffer.subarray(start, end));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      run.fault("canonical", error.code, error.message);
      return false;
    }
    if (buffer[start] !== 0x7b) {
      run.fault("canonical", "json-not-object", "the line is not a JSON object");
      return false;
    }
    const members = listMembers(buffer, start, end);
    this.fields.load(buffer, members, members.length / 4);
    return true;
  }

  /** Checks the entry's fields and links it to the line before; false where seq or prev are not usable for that. */
  private checkFields(run: Run, buffer: Uint8Array, hash: string): boolean {
    const { fields } = this;
    const missing = fields.missing();
    if (missing !== null) run.fault("fields", "field-missing", `the entry has no field ${missing}`);
    const seqStart = fields.start("seq");
    const seq = seqStart < 0 ? -1 : readInteger(buffer, seqStart, fields.end("seq"));
    run.setSeq(seq);
    if (seqStart >= 0 && seq < 0) wrongType(run, "seq", "a whole number from 0 on");
    const prevStart = fields.start("prev");
    // Equal to a hash is a hash: the common case needs no second look.
    const chained =
      prevStart >= 0 &&
      run.lastHash !== "" &&
      equalsAscii(buffer, prevStart, fields.end("prev"), run.lastHash);
    const prevOk = chained || (prevStart >= 0 && isHashString(buffer, prevStart, fields.end("prev")));
    if (prevStart >= 0 && !prevOk) wrongType(run, "prev", "64 lowercase hexadecimal digits");
    if (missing === null) {
      if (readInteger(buffer, fields.start("v"), fields.end("v")) !== 1) {
        run.fault("fields", "entry-version", "the entry is not of version 1, the only one known here");
      }
      const id = fields.start("id");
      if (buffer[id] !== 0x22 || fields.end("id") <= id + 2) wrongType(run, "id", "text that is not empty");
      const time = fields.start("time");
      if (isTimeString(buffer, time, fields.end("time"))) run.noteTime(buffer, time, fields.end("time"));
      else wrongType(run, "time", "an RFC 3339 time in UTC");
    }
    if (seq < 0 || !prevOk) return false;
    run.link(buffer, prevStart, chained, hash);
    return true;
  }
}

function wrongType(run: Run, field: string, what: string): void {
  run.fault("fields", "field-type", `the entry's field ${field} is not ${what}`);
}

/** The state of one segment while it is read. */
class Run {
  private readonly platform: Platform;
  private readonly options: SegmentOptions;
  private readonly policies = new PolicyUses();
  private readonly signatures: EntrySignatures;
  private readonly leaves: { seqs: number[]; hashes: Uint8Array[] } | null;
  private readonly faults: Partial<Record<LogQuestion, LogFault>> = {};
  private tree: CompactRange | null = null;
  /** True once the lines are no longer seq, seq + 1, seq + 2, ... */
  private scattered = false;
  private overlong = false;
  private unreadable = 0;
  private lines = 0;
  private head: SegmentHead | null = null;
  private last: LineEnd = { seq: -1, hash: "" };
  private seq = -1;
  private hole: LogFault | null = null;
  private holes = 0;
  private firstTime: string | null = null;
  /** Where the last time stands: only the ends of a log are told, so that no text is made of the others. */
  private timeBuffer: Uint8Array | null = null;
  private timeStart = 0;
  private timeEnd = 0;

  constructor(platform: Platform, options: SegmentOptions, keepLeaves: boolean) {
    this.platform = platform;
    this.options = options;
    this.leaves = keepLeaves && options.tree ? { seqs: [], hashes: [] } : null;
    this.signatures = new EntrySignatures(platform, options.agentKeys);
  }

  beginLine(): void {
    this.lines += 1;
    this.seq = -1;
  }

  setSeq(seq: number): void {
    this.seq = seq;
  }

  fault(question: LogQuestion, code: string, message: string): void {
    const place = { line: this.lines, ...(this.seq < 0 ? {} : { seq: this.seq }) };
    this.faults[question] ??= { code, message, ...place };
  }

  /** A line that cannot be linked: counted on, so that it does not make every later one look misplaced. */
  passOver(hash: string): void {
    this.unreadable += 1;
    this.last = { seq: this.last.seq < 0 ? -1 : this.last.seq + 1, hash };
    this.scattered = true;
  }

  get stopped(): boolean {
    return this.overlong || this.unreadable > MAX_UNREADABLE_LINES;
  }

  get lastHash(): string {
    return this.last.hash;
  }

  /** Joins the line to the one before it, by the same rules by which log-join.ts joins segments. */
  link(buffer: Uint8Array, prevStart: number, chained: boolean, hash: string): void {
    const { seq, last } = this;
    if (this.head === null) {
      const before = this.lines === 1 ? null : last.hash;
      this.head = { seq, prev: asciiText(buffer, prevStart, prevStart + 66), line: this.lines, before };
    } else if (!chained || seq !== last.seq + 1) {
      const prev = asciiText(buffer, prevStart, prevStart + 66);
      const join = joinLines(last, { seq, prev, line: this.lines });
      if (join.hole !== null) {
        this.hole ??= join.hole;
        this.holes += 1;
      }
      if (join.sequence !== null) this.faults.sequence ??= join.sequence;
      if (join.chain !== null) this.faults.chain ??= join.chain;
      if (seq !== last.seq + 1) this.scattered = true;
    }
    this.last = { seq, hash };
  }

  noteTime(buffer: Uint8Array, start: number, end: number): void {
    this.firstTime ??= asciiText(buffer, start, end);
    this.timeStart = start;
    this.timeEnd = end;
    this.timeBuffer = buffer;
  }

  /** A line that is too long ends the reading: what follows cannot be told apart from it. */
  stop(): void {
    this.overlong = true;
    this.scattered = true;
  }

  addLeaf(hash: Uint8Array): void {
    if (this.leaves !== null) {
      this.leaves.seqs.push(this.seq);
      this.leaves.hashes.push(hash.slice());
    }
    if (this.scattered || this.head === null) return;
    this.tree ??= new CompactRange(this.platform, this.head.seq);
    this.tree.append(hash);
  }

  content(fields: EntryFields, buffer: Uint8Array, start: number, end: number): void {
    if (this.options.kind.name === "action-log") {
      this.policies.add(buffer, fields.start("policy"), fields.end("policy"), this.lines, this.seq);
    }
    if (fields.start("signature") >= 0) {
      this.signatures.check(fields, buffer, start, end, this.lines, this.seq);
    }
  }

  report(): SegmentReport {
    const { leaves, timeBuffer } = this;
    return {
      lines: this.lines,
      overlong: this.overlong,
      unreadable: this.unreadable,
      head: this.head,
      tail: this.last,
      firstTime: this.firstTime,
      lastTime: timeBuffer === null ? null : asciiText(timeBuffer, this.timeStart, this.timeEnd),
      faults: this.faults,
      hole: this.hole,
      holes: this.holes,
      range: this.scattered ? null : (this.tree?.nodes() ?? null),
      leaves:
        leaves === null ? null : { seqs: Float64Array.from(leaves.seqs), hashes: joinHashes(leaves.hashes) },
      policies: this.policies.list(),
      signatures: this.signatures.tally(),
    };
  }
}

function joinHashes(hashes: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(32 * hashes.length);
  for (const [i, hash] of hashes.entries()) out.set(hash, 32 * i);
  return out;
}
