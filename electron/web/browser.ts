// Opens the user's browser at an address that holds a secret. Every user of a machine can read the arguments of its
// processes, so that the address goes through a file that only this user can read.

import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A browser that starts cold on a busy machine takes its time. */
const KEPT_MS = 60_000;

/** The program that opens a file, and its arguments before the file's path; null where nobody would see it. */
export function opener(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): readonly [program: string, ...args: string[]] | null {
  if (platform === "darwin") return ["open"];
  // `start` is a word of the command interpreter, which would read the path as a command line.
  if (platform === "win32") return ["rundll32.exe", "url.dll,FileProtocolHandler"];
  const display = [env["DISPLAY"], env["WAYLAND_DISPLAY"]].some(
    (value) => value !== undefined && value !== "",
  );
  return display ? ["xdg-open"] : null;
}

/** The file: it goes to the address as soon as it is opened. */
export function launchPage(address: string): string {
  return `<!doctype html>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=${address}">
<title>Inquest</title>
`;
}

/**
 * Writes the file (0600 in a folder 0700) and opens it; gives what removes it, which also happens by itself after a
 * while. A browser that does not start is no error: the address is printed too.
 */
export async function openBrowser(
  address: string,
  command: readonly [program: string, ...args: string[]],
): Promise<() => void> {
  const folder = await mkdtemp(join(tmpdir(), "inquest-open-"));
  const remove = (): void => {
    clearTimeout(timer);
    rmSync(folder, { recursive: true, force: true });
  };
  const timer = setTimeout(remove, KEPT_MS);
  timer.unref();
  const path = join(folder, "inquest.html");
  await writeFile(path, launchPage(address), { mode: 0o600, flag: "wx" });
  const [program, ...args] = command;
  const child = spawn(program, [...args, path], { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
  return remove;
}
