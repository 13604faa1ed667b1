// The calls that need the desktop: native dialogs and windows.

import type { BrowserWindow, Dialog } from "electron";
import { CallError } from "../../shared/contract/reply.ts";
import type { Native } from "../host/types.ts";
import { explain } from "../platform/explain.ts";
import { replaceFile } from "../platform/files.ts";

export interface NativeOptions {
  readonly dialog: Pick<Dialog, "showOpenDialog" | "showSaveDialog">;
  /** The window that a client of the host is; null where it has gone. */
  readonly windowOf: (client: string) => BrowserWindow | null;
  readonly newWindow: () => void;
}

export function nativeCalls({ dialog, windowOf, newWindow }: NativeOptions): Required<Native> {
  return {
    "pick.bundle": async (_input, client) => {
      const options = {
        title: "Open evidence bundles",
        properties: ["openFile" as const, "multiSelections" as const],
        filters: [
          { name: "Evidence bundles", extensions: ["inqb"] },
          { name: "All files", extensions: ["*"] },
        ],
      };
      const window = windowOf(client);
      const { canceled, filePaths } = await (window === null
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(window, options));
      return { paths: canceled ? [] : filePaths };
    },
    "save.text": async ({ suggestedName, text }, client) => {
      const options = {
        title: "Save",
        defaultPath: suggestedName,
        properties: ["createDirectory" as const, "showOverwriteConfirmation" as const],
      };
      const window = windowOf(client);
      const { canceled, filePath } = await (window === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(window, options));
      if (canceled || filePath === "") return { path: null };
      try {
        await replaceFile(filePath, Buffer.from(text), 0o644);
      } catch (error) {
        throw new CallError({
          code: "not-written",
          message: `${filePath} could not be written: ${explain(error)}. Choose another place.`,
        });
      }
      return { path: filePath };
    },
    "window.new": async () => {
      newWindow();
      return {};
    },
  };
}
