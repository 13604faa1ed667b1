// Composition root of the desktop application. What must be said before Electron is ready stands first: its own
// `ready` waits for the end of this file.

import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { BrowserWindow, Menu, app, dialog, ipcMain, nativeTheme, protocol, screen, session } from "electron";
import type { Session } from "electron";
import { AppLog } from "./host/app-log.ts";
import { hostFolders } from "./host/folders.ts";
import { createHost } from "./host/host.ts";
import { openPage } from "./host/page.ts";
import { explain } from "./platform/explain.ts";
import { TOOL } from "./platform/version.ts";
import { parseArguments } from "./shell/arguments.ts";
import { guardAllContents } from "./shell/contents-guard.ts";
import { Desktop } from "./shell/desktop.ts";
import { Inbox } from "./shell/inbox.ts";
import { profileFolder } from "./shell/profile.ts";
import { programFolders } from "./shell/program-folders.ts";
import { Refusals } from "./shell/refusals.ts";
import { PRIVILEGED_SCHEMES, servePage } from "./shell/scheme.ts";
import { readSecondStart, secondStart } from "./shell/second-start.ts";
import { guardSession } from "./shell/session-guard.ts";
import { dropUnwantedSwitches, switchServicesOff } from "./shell/switches.ts";

/** How long the end of the program waits for its work to end. */
const END_MS = 5_000;

const folders = programFolders(hostFolders(), {
  isPackaged: app.isPackaged,
  resourcesPath: process.resourcesPath,
});
// Unpackaged, the program's own path is among its arguments.
const own = app.isPackaged ? [] : [import.meta.filename, app.getAppPath()];
const given = parseArguments(process.argv.slice(1), process.cwd(), own);
const log = new AppLog(join(folders.state, "desktop.log"));
const refusals = new Refusals((line) => log.write("warning", line));
const inbox = new Inbox();
const guarded = new WeakSet<Session>();
let desktop: Desktop | null = null;

app.setName("Inquest");
// As the packages name it (electron-builder.yml): Windows groups windows and notices by it.
app.setAppUserModelId("app.inquest.desktop");
app.setAboutPanelOptions({ applicationName: "Inquest", applicationVersion: TOOL.version });
app.enableSandbox();
switchServicesOff(app);
if (app.isPackaged) dropUnwantedSwitches(app);
protocol.registerSchemesAsPrivileged(PRIVILEGED_SCHEMES);
app.setPath("userData", profileFolder(folders.state));
guardAllContents(app, refusals.add);
app.on("session-created", guard);

if (app.requestSingleInstanceLock(secondStart(process.argv, process.cwd()))) run();
else app.quit();

function run(): void {
  void inbox.add(given);
  app.on("open-file", (event, path) => {
    event.preventDefault();
    void inbox.add({ bundles: [path], sample: false, problems: [] });
    desktop?.windows.bringUp();
  });
  app.on("second-instance", (_event, argv, folder, data) => {
    const { trust, ...wish } = readSecondStart(data, argv, folder, own);
    const problems =
      trust === null
        ? wish.problems
        : [
            ...wish.problems,
            "--trust is for the start of the program: it keeps the trust file that it began with.",
          ];
    void inbox.add({ ...wish, problems });
    desktop?.windows.bringUp();
  });
  app.on("activate", () => desktop?.windows.bringUp());
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });
  app.on("will-quit", (event) => {
    if (desktop === null) return;
    event.preventDefault();
    const ending = desktop;
    desktop = null;
    const ended = Promise.all([ending.close(), log.flush()]);
    // Work that does not end must not keep the program from ending.
    void Promise.race([ended, delay(END_MS, null, { ref: false })]).finally(() => app.quit());
  });
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      dialog.showErrorBox("Inquest cannot start", explain(error));
      app.exit(1);
    });
}

async function start(): Promise<void> {
  await log.open();
  // What the page keeps for itself lasts, such as its keys; nothing that it has loaded is kept.
  const ours = session.fromPartition("persist:inquest", { cache: false });
  guard(session.defaultSession);
  guard(ours);
  await ours.setProxy({ mode: "direct" });
  servePage(ours.protocol, await openPage(join(import.meta.dirname, "renderer")));
  desktop = await Desktop.start({
    electron: { app, dialog, ipcMain, Menu, nativeTheme, screen },
    createWindow: (options) => new BrowserWindow(options),
    page: {
      preload: join(import.meta.dirname, "preload.cjs"),
      session: ours,
      devTools: !app.isPackaged,
    },
    createHost: (native) =>
      createHost({
        kind: "desktop",
        by: "desktop",
        folders,
        trustPath: given.trust ?? undefined,
        versions: ["electron", "chrome", "node"].flatMap((name) => {
          const version = process.versions[name];
          return version === undefined ? [] : [{ name, version }];
        }),
        capabilities: { pickBundle: true, saveText: true, newWindow: true, paths: true, upload: false },
        native,
      }),
    stateFolder: folders.state,
    inbox,
    refused: refusals.add,
  });
}

/** Each session once: `session-created` may have come before, or not at all for the first. */
function guard(each: Session): void {
  if (guarded.has(each)) return;
  guarded.add(each);
  guardSession(each, { devTools: !app.isPackaged, refused: refusals.add });
}
