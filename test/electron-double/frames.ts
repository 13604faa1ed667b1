// WebFrameMain: the frames of a page as the main process sees them.

import { strict } from "./emitter.ts";
import type { DoubleWebContents } from "./web-contents.ts";

export class DoubleFrame {
  url: string;
  detached = false;
  readonly frameToken: string;
  readonly parent: DoubleFrame | null;
  readonly contents: DoubleWebContents;

  constructor(contents: DoubleWebContents, frameToken: string, parent: DoubleFrame | null, url = "") {
    this.contents = contents;
    this.frameToken = frameToken;
    this.parent = parent;
    this.url = url;
    return strict(this, "WebFrameMain");
  }

  get top(): DoubleFrame {
    return this.parent?.top ?? this;
  }

  isDestroyed(): boolean {
    return this.detached;
  }
}
