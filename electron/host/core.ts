// What the handlers of calls share.

import type { Settings } from "../../shared/contract/app.ts";
import type { Cases } from "../cases/cases.ts";
import type { AppLog, LogLevel } from "./app-log.ts";
import type { Events } from "./events.ts";
import type { Recent } from "./recent.ts";
import type { Stored } from "./stored.ts";
import type { Tasks } from "./tasks.ts";
import type { TrustDesk } from "./trust-desk.ts";
import type { HostOptions } from "./types.ts";
import type { Uploads } from "./uploads.ts";

export interface Core {
  readonly options: HostOptions;
  readonly cases: Cases;
  readonly tasks: Tasks;
  readonly events: Events;
  readonly log: AppLog;
  readonly settings: Stored<Settings>;
  readonly recent: Recent;
  readonly uploads: Uploads;
  readonly trust: TrustDesk;
  /** The trust file for cases; undefined for the default one, which may be missing. */
  readonly namedTrust: string | undefined;
  /** Says something to the people at the page, and writes it to the program's log. */
  readonly notice: (level: LogLevel, message: string) => void;
}
