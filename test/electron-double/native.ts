// dialog, nativeTheme, screen: what the desktop itself would draw or know.

import { DoubleEvent, Emitter, NotImplemented, strict } from "./emitter.ts";
import { theContext } from "./chromium.ts";
import { state } from "./state.ts";
import type { DoubleState } from "./state.ts";

/** Tests replace these functions by their answers; a dialog that nobody answers would wait for ever. */
function unanswered(name: string): () => Promise<never> {
  return () => Promise.reject(new NotImplemented(`an answer to dialog.${name}: the test has to give one`));
}

export const dialog = strict(
  {
    showOpenDialog: unanswered("showOpenDialog"),
    showSaveDialog: unanswered("showSaveDialog"),
    showMessageBox: unanswered("showMessageBox"),
    showErrorBox: (title: string, content: string): void => {
      process.stderr.write(`${title}: ${content}\n`);
    },
  },
  "dialog",
);

type Source = "system" | "light" | "dark";

export class NativeTheme extends Emitter {
  #source: Source = "system";

  constructor() {
    super("nativeTheme", ["updated"]);
  }

  get themeSource(): Source {
    return this.#source;
  }

  set themeSource(source: Source) {
    if (!["system", "light", "dark"].includes(source)) throw new TypeError(`no theme source: ${source}`);
    this.#source = source;
    void this.apply();
    this.emit("updated", new DoubleEvent());
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === "dark" || (this.#source === "system" && state.dark);
  }

  /** Pages see it as their `prefers-color-scheme`. */
  async apply(): Promise<void> {
    const colorScheme = this.shouldUseDarkColors ? "dark" : "light";
    await Promise.all(
      theContext()
        .pages()
        .map((page) => page.emulateMedia({ colorScheme }).catch(() => {})),
    );
  }
}

export const nativeTheme = new NativeTheme();

type Display = DoubleState["displays"][number];

export const screen = strict(
  {
    getAllDisplays: (): Display[] => state.displays,
    getPrimaryDisplay: (): Display => state.displays[0]!,
  },
  "screen",
);
