// What the stand-in keeps for tests to look at and to set. Real Electron has nothing like it: only tests that are about
// the stand-in's own run may use it.

export interface Denied {
  readonly kind: "request" | "popup" | "websocket" | "download";
  readonly url: string;
}

export interface DoubleState {
  /** Switches that were appended, in order. */
  readonly switches: [name: string, value: string | undefined][];
  /** Privileged schemes as they were registered. */
  readonly schemes: unknown[];
  /** Options of each window as they were given. */
  readonly windows: Record<string, unknown>[];
  /** Requests that a handler of the program cancelled, by address. */
  readonly cancelled: string[];
  /** What the program let through and the stand-in stopped: nothing ever leaves it. */
  readonly escaped: Denied[];
  /** Connections and names that the main process's thread asked for. */
  readonly reached: string[];
  /** Settings that change nothing here and are kept to be looked at, by the name of the function. */
  readonly calls: { readonly name: string; readonly args: readonly unknown[] }[];
  /** What permission handlers were asked and said. */
  readonly permissions: { readonly permission: string; readonly check: boolean; readonly request: boolean }[];
  /** Paths of files that a page was given, by their names: what `webUtils.getPathForFile` says of them. */
  paths: Record<string, string>;
  sandboxed: boolean;
  displays: { id: number; bounds: Box; workArea: Box; scaleFactor: number }[];
  /** Whether the system prefers dark. */
  dark: boolean;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const state: DoubleState = {
  switches: [],
  schemes: [],
  windows: [],
  cancelled: [],
  escaped: [],
  reached: [],
  calls: [],
  permissions: [],
  paths: {},
  sandboxed: false,
  displays: [
    {
      id: 1,
      bounds: { x: 0, y: 0, width: 1_920, height: 1_080 },
      workArea: { x: 0, y: 32, width: 1_920, height: 1_048 },
      scaleFactor: 1,
    },
  ],
  dark: false,
};

/** For functions that have no effect that could be had here. */
export function note(name: string, ...args: readonly unknown[]): void {
  state.calls.push({ name, args });
}
