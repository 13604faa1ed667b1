// The bridge between page and main process: runs sandboxed before the page, and gives it three functions. No event
// object and nothing of Electron's reaches the page.

import { contextBridge, ipcRenderer, webUtils } from "electron";
import type { ContractEvent } from "../shared/contract/events.ts";
import type { Bridge } from "../shared/contract/transport.ts";
import { CALL_CHANNEL, EVENT_CHANNEL } from "./shell/channels.ts";

/** What comes before the page listens; it is told when it does. */
const MAX_EARLY = 256;
let early: ContractEvent[] = [];
const listeners = new Set<(event: ContractEvent) => void>();

ipcRenderer.on(EVENT_CHANNEL, (_event, told: ContractEvent) => {
  early = [...early.slice(1 - MAX_EARLY), told];
  pass();
});

function pass(): void {
  if (listeners.size === 0) return;
  const events = early;
  early = [];
  for (const event of events) for (const listener of listeners) listener(event);
}

const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke(CALL_CHANNEL, name, input),
  on: (listener) => {
    // The same function may listen twice; each ends for itself.
    const own = (event: ContractEvent): void => listener(event);
    listeners.add(own);
    // Not before the page has what ends it.
    void Promise.resolve().then(pass);
    return () => {
      listeners.delete(own);
    };
  },
  pathOf: (file) => {
    try {
      return webUtils.getPathForFile(file as Parameters<typeof webUtils.getPathForFile>[0]);
    } catch {
      return "";
    }
  },
};

contextBridge.exposeInMainWorld("inquest", bridge);
