// The last bytes of a stream, for whoever learns a little late that they are needed.

export class Tail {
  private readonly memory: Uint8Array;
  private kept = 0;
  /** Bytes of the stream so far. */
  length = 0;

  constructor(size: number) {
    this.memory = new Uint8Array(size);
  }

  /**
   * A copy of the stream's bytes [from, to) out of what is kept and of `chunk`, which follows it and was not added
   * yet; null where they are no longer there.
   */
  slice(from: number, to: number, chunk: Uint8Array): Uint8Array | null {
    const first = this.length - this.kept;
    if (from < first) return null;
    const out = new Uint8Array(to - from);
    if (from < this.length) out.set(this.memory.subarray(from - first, Math.min(this.kept, to - first)));
    const start = Math.max(from, this.length);
    if (to > start) out.set(chunk.subarray(start - this.length, to - this.length), start - from);
    return out;
  }

  add(chunk: Uint8Array): void {
    const { memory } = this;
    const added = chunk.subarray(Math.max(0, chunk.length - memory.length));
    const stay = Math.min(this.kept, memory.length - added.length);
    memory.copyWithin(0, this.kept - stay, this.kept);
    memory.set(added, stay);
    this.kept = stay + added.length;
    this.length += chunk.length;
  }
}
