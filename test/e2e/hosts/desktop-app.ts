// A running desktop application as a test drives it, whichever Electron is under it.

import type { Page } from "playwright";

export interface LaunchOptions {
  /** Command line, after the program's own name. */
  readonly args?: readonly string[];
  /** Beside PATH; INQUEST_HOME, where it is missing, is a new folder that goes with the application. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface DesktopApp {
  /** Waits for one. */
  firstWindow(): Promise<Page>;
  /** In the order in which they were opened. */
  windows(): Promise<Page[]>;
  /** Runs a function in the main process; it sees its arguments alone, and its answer is data. */
  evaluate<R, A = undefined>(
    fn: (electron: typeof import("electron"), arg: A) => R | Promise<R>,
    arg?: A,
  ): Promise<R>;
  /** Drops files of this machine on a page: they have paths, as those that a desktop drops. */
  drop(page: Page, paths: readonly string[]): Promise<void>;
  /** Quits, as a user does. */
  close(): Promise<void>;
  /** What it has written to standard output and standard error. */
  output(): string;
}
