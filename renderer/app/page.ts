// What the application needs of the page it runs in. Tests give their own.

import type { SavedText } from "./context.ts";

export interface Page {
  /** The address from "#" on. */
  address(): string;
  /** Goes to an address, which `address` gives at once. */
  go(address: string, replace: boolean): void;
  onAddress(listener: () => void): () => void;
  /** The browser's own dialog; an empty list where nothing was chosen. */
  chooseFiles(): Promise<File[]>;
  download(file: SavedText): void;
  /** Rejects where the clipboard refuses. */
  copy(text: string): Promise<void>;
}

export const browserPage: Page = {
  address: () => location.hash,
  go: (address, replace) => {
    if (replace) history.replaceState(null, "", address);
    else location.hash = address;
  },
  onAddress: (listener) => {
    window.addEventListener("hashchange", listener);
    return () => window.removeEventListener("hashchange", listener);
  },
  chooseFiles: () => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = ".inqb";
    input.multiple = true;
    return new Promise((resolve) => {
      input.addEventListener("change", () => resolve([...(input.files ?? [])]));
      input.addEventListener("cancel", () => resolve([]));
      input.click();
    });
  },
  download: ({ name, mediaType, text }) => {
    const address = URL.createObjectURL(new Blob([text], { type: mediaType }));
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
    // The download has taken its own hold of the data by the next turn of the loop.
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  },
  copy: (text) => navigator.clipboard.writeText(text),
};
