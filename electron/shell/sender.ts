// Who may make calls: the top frame of one of our own windows, while it shows our own page.

import type { IpcMainInvokeEvent, WebContents } from "electron";
import { isOurs } from "./origin.ts";

/**
 * Why a sender is refused; null where it may call. To be asked at once: a frame that has navigated or gone since is
 * null.
 */
export function refusal(
  event: Pick<IpcMainInvokeEvent, "sender" | "senderFrame">,
  isOurWindow: (contents: WebContents) => boolean,
): string | null {
  const { sender, senderFrame: frame } = event;
  if (frame === null) return "its frame is gone";
  if (!isOurWindow(sender)) return "it is no window of ours";
  if (frame.parent !== null || frame !== sender.mainFrame) return "it is a frame inside a page";
  if (!isOurs(frame.url)) return `its page is ${frame.url === "" ? "empty" : frame.url}`;
  return null;
}
