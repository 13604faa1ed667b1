// What a spec needs of a running application, whatever host it runs in.

import type { Page } from "@playwright/test";

export interface LaunchOptions {
  /** Bundles to open at start, as on a command line. */
  readonly bundles?: readonly string[];
  /** Opens the shipped sample, judged by its own demonstration keys. */
  readonly sample?: boolean;
  /** Content of the user's trust file; none is there otherwise. */
  readonly trust?: string;
  /** A plain file stands where indexes would be kept: nothing can be written there. */
  readonly blockCache?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunningApp {
  readonly page: Page;
  /** Folder that holds settings, cache and state of this run. */
  readonly home: string;
  /** The next open dialog is answered with these files. Call before the click that opens it. */
  choose(...paths: readonly string[]): Promise<void>;
  /** Does what saves a file and gives what was saved. */
  saving(act: () => Promise<void>): Promise<{ readonly name: string; readonly text: string }>;
  /** Drops files on the window. */
  drop(...paths: readonly string[]): Promise<void>;
  /** What the host has printed so far. */
  output(): string;
  close(): Promise<void>;
}
