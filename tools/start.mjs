// npm start: opens the shipped sample in the desktop application, or, where that cannot be, in a browser. The sample's
// demonstration keys are trusted for the sample alone.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { electronBinary, fetchElectron, hasDisplay } from "./electron-binary.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const args = process.argv.slice(2);

if (!hasDisplay()) {
  say("There is no display for the desktop application: the same interface is served to a browser instead.");
  web();
} else {
  const binary = electronBinary() ?? fetchElectron();
  if (binary === null) {
    say(
      "Electron's binary is not here and cannot be fetched: the same interface is served to a browser instead.",
    );
    web();
  } else {
    // Chromium refuses its sandbox to root.
    const flags = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    run(binary, [...flags, ".", "--sample", ...args]);
  }
}

function web() {
  run(process.execPath, ["bin/inquest.mjs", "serve", "--sample", ...args]);
}

function run(command, list) {
  const child = spawn(command, list, { cwd: root, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, () => {
      // A terminal sends Ctrl+C to both: a second one would mean that somebody will not wait.
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on("error", (error) => {
    say(`${command} cannot be started: ${error.message}`);
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? (signal === "SIGINT" ? 0 : 1);
  });
}

function say(message) {
  process.stdout.write(`${message}\n`);
}
