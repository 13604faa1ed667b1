// When a window's page dies or hangs: it says so and loads the page again. Cases live in the main process and its
// workers, so nothing is lost with a page.

import type { BrowserWindow, Dialog } from "electron";

export interface RecoveryOptions {
  readonly dialog: Pick<Dialog, "showMessageBox">;
  /** Tells people, and the log. */
  readonly say: (message: string) => void;
  /** The page is gone, and with it whatever it waited for. */
  readonly lost: () => void;
  readonly now?: () => number;
}

const OFTEN = 3;
const WITHIN_MS = 60_000;

export function recover(window: BrowserWindow, { dialog, say, lost, now = Date.now }: RecoveryOptions): void {
  const { webContents: contents } = window;
  let deaths: number[] = [];
  let asking: AbortController | null = null;

  contents.on("render-process-gone", (_event, { reason }) => {
    lost();
    if (reason === "clean-exit" || window.isDestroyed()) return;
    deaths = [...deaths.filter((time) => now() - time < WITHIN_MS), now()];
    if (deaths.length < OFTEN) {
      say(
        `The page of a window stopped working (${reason}) and was loaded again. Open cases are as they were.`,
      );
      contents.reload();
      return;
    }
    void askAfterDeath(reason);
  });
  window.on("unresponsive", () => void askAfterHang());
  window.on("responsive", () => asking?.abort());
  window.on("closed", () => asking?.abort());

  async function askAfterDeath(reason: string): Promise<void> {
    const choice = await ask(
      `The page of this window keeps stopping (${reason}).`,
      "Open cases are not affected. Load the page again, or close the window.",
      ["Load Again", "Close Window"],
    );
    if (choice === 0) contents.reload();
    if (choice === 1) window.destroy();
  }

  async function askAfterHang(): Promise<void> {
    const buttons = ["Wait", "Load Again"];
    const choice = await ask(
      "The page of this window does not answer.",
      "Open cases are not affected.",
      buttons,
    );
    if (choice === 1) contents.reload();
  }

  /** The number of the chosen button; null where the question is settled otherwise or asked already. */
  async function ask(message: string, detail: string, buttons: string[]): Promise<number | null> {
    if (asking !== null || window.isDestroyed()) return null;
    const controller = new AbortController();
    asking = controller;
    const { signal } = controller;
    try {
      const { response } = await dialog.showMessageBox(window, {
        type: "warning",
        title: "Inquest",
        message,
        detail,
        buttons,
        defaultId: 0,
        cancelId: 0,
        noLink: true,
        signal,
      });
      return signal.aborted || window.isDestroyed() ? null : response;
    } finally {
      asking = null;
    }
  }
}
