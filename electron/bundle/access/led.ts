// A deflate stream from a block on that begins inside of a byte, led in by blocks that hold nothing.

import { leadTo } from "../../../shared/encoding/deflate-lead.ts";
import type { ByteSource } from "../byte-source.ts";

export class Led implements ByteSource {
  private readonly source: ByteSource;
  private readonly bit: number;
  private begun = false;
  /** Bytes that this gives more than the source. */
  readonly extra: number;

  /** The block begins at bit `bit`, from 1 to 7, of the source's first byte. */
  constructor(source: ByteSource, bit: number) {
    this.source = source;
    this.bit = bit;
    this.extra = leadTo(bit).length - 1;
  }

  async chunk(limit: number): Promise<Uint8Array> {
    if (this.begun) return this.source.chunk(limit);
    this.begun = true;
    const lead = Uint8Array.from(leadTo(this.bit));
    const [first = 0] = await this.source.chunk(1);
    lead[lead.length - 1]! |= (first >>> this.bit) << this.bit;
    return lead;
  }
}
