// Runs a program on the stand-in: node test/electron-double/start.ts dist/main.js [arguments]

import { registerHooks } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const electron = new URL("./module.ts", import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "electron" ? { url: electron, shortCircuit: true } : next(specifier, context),
});

const [main, ...args] = process.argv.slice(2);
if (main === undefined) throw new Error("the program's entry file is missing");
process.argv = [process.execPath, resolve(main), ...args];

const { watchNetwork } = await import("./network.ts");
const { control } = await import("./control.ts");
const { app } = await import("./app.ts");
const { launchChromium } = await import("./chromium.ts");
const { answerRequests } = await import("./requests.ts");

// As in Electron, "ready" comes when the entry file has run to its end: one that waits for it there waits for ever.
const chromium = await launchChromium();
watchNetwork();
await import(pathToFileURL(resolve(main)).href);
// A program that has found another one running has ended by now.
if (!app.leaving) {
  await answerRequests(chromium);
  await control();
  app.start();
}
