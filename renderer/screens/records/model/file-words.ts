// How files are listed, in words.

import type { FileListing } from "../../../../shared/contract/cases.ts";

export interface ListingWords {
  readonly word: string;
  readonly sentence: string;
  readonly tone: "ok" | "bad" | "neutral";
}

export const LISTING_WORDS: Readonly<Record<FileListing, ListingWords>> = {
  listed: { word: "listed", sentence: "The manifest names it with this hash.", tone: "ok" },
  differs: {
    word: "differs",
    sentence: "The manifest names it with another hash: this is not the file that was sealed.",
    tone: "bad",
  },
  unlisted: {
    word: "not listed",
    sentence: "No manifest names it: nothing says that it belongs here.",
    tone: "bad",
  },
  missing: {
    word: "missing",
    sentence: "The manifest names it, and it is not in the bundle.",
    tone: "bad",
  },
  exempt: {
    word: "by the format",
    sentence: "The format does not list it: it is part of the seal itself.",
    tone: "neutral",
  },
};
