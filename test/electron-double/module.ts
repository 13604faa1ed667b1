// What `import ... from "electron"` gives to the program that runs on the stand-in.

import { app } from "./app.ts";
import { BrowserWindow } from "./browser-window.ts";
import { strict } from "./emitter.ts";
import { invoke, ipcMain } from "./ipc-main.ts";
import { Menu } from "./menu.ts";
import { dialog, nativeTheme, screen } from "./native.ts";
import { DoubleProtocol } from "./protocol.ts";
import { session } from "./session.ts";
import { state } from "./state.ts";
import { encode } from "./wire.ts";

/** Of the default session, and the one place where schemes are registered. */
const protocol = new DoubleProtocol();
/** For tests that are about the stand-in's own run. */
const double = { state, invoke, encode };

export { app, BrowserWindow, dialog, double, ipcMain, Menu, nativeTheme, protocol, screen, session };

/** All of it, and nothing that is not there: what a test is given to evaluate. */
export default strict<object>(
  { app, BrowserWindow, dialog, double, ipcMain, Menu, nativeTheme, protocol, screen, session },
  "electron",
);
