// The host's core: the contract, answered. Desktop shell, web server and tests each put their own way in front of it.

import { randomUUID } from "node:crypto";
import { join, resolve } from "node:path";
import type { Case } from "../../shared/contract/cases.ts";
import { failure } from "../../shared/contract/reply.ts";
import { Cases } from "../cases/cases.ts";
import { explain } from "../platform/explain.ts";
import { defaultTrustPath } from "../trust/trust-file.ts";
import { AppLog } from "./app-log.ts";
import type { LogLevel } from "./app-log.ts";
import type { Core } from "./core.ts";
import { dispatcher } from "./dispatch.ts";
import { Events } from "./events.ts";
import { appHandlers } from "./handlers/app.ts";
import { caseHandlers } from "./handlers/cases.ts";
import { trustHandlers } from "./handlers/trust.ts";
import { Recent } from "./recent.ts";
import { storedSettings } from "./settings.ts";
import { Tasks } from "./tasks.ts";
import { TrustDesk } from "./trust-desk.ts";
import type { Host, HostOptions } from "./types.ts";
import { Uploads } from "./uploads.ts";

/** Who asks where nobody says so. */
const ANYBODY = "page";
/** Who asks for what comes from outside the page. */
const OUTSIDE = "host";
/** A verdict must not stand for long after another program has changed the trust file: a key may be revoked. */
const WATCH_TRUST_MS = 2_000;

/** Reads the trust file's hash and makes the log's folder; everything else happens when it is asked for. */
export async function createHost(options: HostOptions): Promise<Host> {
  const core = makeCore(options);
  await core.log.open();
  await core.trust.open();
  const answer = dispatcher(
    { ...appHandlers(core), ...caseHandlers(core), ...trustHandlers(core) },
    options.native ?? {},
    core.log,
  );
  const watch = setInterval(() => void core.trust.look(), WATCH_TRUST_MS).unref();
  let closing: Promise<void> | null = null;

  const call: Host["call"] = async (name, input, client = ANYBODY) =>
    closing === null ? answer(name, input, client) : failure("disconnected", "The host has ended.");

  return {
    call,
    on: (listener) => core.events.on(listener),
    leave: (client) => core.tasks.leave(client),
    openPath: async (path) => {
      const reply = await call("case.open", { source: { kind: "path", path }, task: randomUUID() }, OUTSIDE);
      if (reply.ok) core.events.emit({ event: "case.opened", case: (reply.value as Case).id });
      else core.notice("error", reply.error.message);
    },
    addUpload: (path, name) => core.uploads.add(path, name),
    menu: (command) => core.events.emit({ event: "menu.command", command }),
    notice: core.notice,
    close: () => {
      clearInterval(watch);
      return (closing ??= endOf(core));
    },
  };
}

async function endOf({ tasks, cases, uploads, log }: Core): Promise<void> {
  tasks.cancelAll();
  await cases.closeAll();
  await uploads.removeAll();
  await log.flush();
}

function makeCore(options: HostOptions): Core {
  const { config, cache, state } = options.folders;
  const log = new AppLog(join(state, "inquest.log"));
  const events = new Events((error) =>
    log.write("error", `a listener failed: ${explain(error)}`, {
      stack: error instanceof Error ? error.stack : undefined,
    }),
  );
  const notice = (level: LogLevel, message: string): void => {
    log.write(level, message);
    events.emit({ event: "notice", level, message });
  };
  const warn = (message: string): void => notice("warning", message);
  const cases = new Cases({
    cacheFolder: cache,
    onChange: (id) => events.emit({ event: "case.changed", case: id }),
    onNotice: notice,
  });
  const trustPath = resolve(options.trustPath ?? defaultTrustPath());
  const trust = new TrustDesk({
    path: trustPath,
    by: options.by,
    onSeen: (sha256) => cases.trustIs(trustPath, sha256),
    onChange: () => events.emit({ event: "trust.changed" }),
    onNotice: warn,
  });
  return {
    options,
    cases,
    tasks: new Tasks((event) => events.emit(event)),
    events,
    log,
    settings: storedSettings(config, warn),
    recent: new Recent(state, warn),
    uploads: new Uploads(),
    trust,
    namedTrust: trustPath === resolve(defaultTrustPath()) ? undefined : trustPath,
    notice,
  };
}
