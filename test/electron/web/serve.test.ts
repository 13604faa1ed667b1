import { existsSync, readdirSync, truncateSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Case } from "../../../shared/contract/cases.ts";
import { unwrap } from "../../../shared/contract/reply.ts";
import { SAMPLE, SAMPLE_TRUST, inquest } from "../../support/cli.ts";
import { scratch, scratchFile } from "../../support/scratch.ts";
import { pageOf, serving, startServe } from "./serving.ts";
import type { Serving } from "./serving.ts";

const running: Pick<Serving, "child">[] = [];
afterEach(() => {
  for (const { child } of running.splice(0)) child.kill("SIGKILL");
});

async function start(...args: Parameters<typeof serving>): Promise<Serving> {
  const started = await serving(...args);
  running.push(started);
  return started;
}

/** Waits until nothing listens there any more. */
async function refusing(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    try {
      await once(socket, "connect");
    } catch {
      return;
    } finally {
      socket.destroy();
    }
  }
}

describe("inquest serve", () => {
  it("says the verdict of each bundle in a line, then its address, and shows them to the page", async () => {
    const { said, ...web } = await start([SAMPLE, "--trust", SAMPLE_TRUST]);
    expect(said.stdout.split("\n")).toEqual([
      expect.stringMatching(/^VALID {2}node-saturation\.inqb: /),
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:[0-9]+\/#token=[A-Za-z0-9_-]{43}$/),
      "Stop with Ctrl+C",
      "",
    ]);
    expect(said.stderr).toBe("");
    const page = await pageOf(web);
    const cases = unwrap(await page.call("case.list", {})) as Case[];
    expect(cases.map(({ name, verdict }) => [name, verdict.verdict])).toEqual([
      ["node-saturation.inqb", "VALID"],
    ]);
    page.close();
  });

  it("opens the sample, judged by its own keys, whatever the user trusts", async () => {
    const { said } = await start(["--sample"]);
    expect(said.stdout).toMatch(/^VALID {2}node-saturation\.inqb: /);
  });

  it("goes on where a bundle cannot be opened, and says so", async () => {
    const { said } = await start([scratch("none.inqb"), scratchFile("junk.inqb", "junk"), SAMPLE]);
    expect(said.stderr).toMatch(/^inquest: .*none\.inqb.*no such file.*\n$/);
    expect(said.stdout).toMatch(/^INVALID {2}junk\.inqb: .*\nCANNOT-CHECK {2}node-saturation\.inqb: /);
  });

  it("uses a file name as text that moves no terminal", async () => {
    const { said } = await start([scratchFile("\u001b[2Ja.inqb", "junk")]);
    expect(said.stdout).toContain("INVALID  \\u{1b}[2Ja.inqb: ");
    expect(said.stdout + said.stderr).not.toContain("\u001b");
  });

  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "ends in order at %s, with a page that is listening",
    async (signal) => {
      const { child, ended, ...web } = await start([SAMPLE]);
      const page = await pageOf(web);
      await page.upload!(new Blob(["evidence"]), "a.inqb", () => {}, {
        aborted: false,
        addEventListener: () => {},
      });
      const uploads = join(scratch("home"), "cache", "uploads");
      expect(readdirSync(uploads)).toHaveLength(1);
      child.kill(signal);
      expect(await ended).toEqual([0, null]);
      expect(readdirSync(uploads)).toEqual([]);
      expect(web.said.stderr).toBe("");
      page.close();
    },
  );

  it("ends in order while it is still opening a bundle, and then says no verdict", async () => {
    // Sparse: it takes no room, and seconds to read.
    const path = scratchFile("huge.inqb", "");
    truncateSync(path, 64 * 2 ** 30);
    const home = scratch("opening");
    const started = startServe(["--no-open", path], { home });
    running.push(started);
    const uploads = join(home, "cache", "uploads");
    await vi.waitFor(() => expect(readdirSync(uploads)).toHaveLength(1), { timeout: 30_000, interval: 5 });
    started.child.kill("SIGINT");
    expect(await started.ended).toEqual([0, null]);
    expect(started.said).toEqual({ stdout: "", stderr: "" });
    expect(readdirSync(uploads)).toEqual([]);
  });

  it("ends at once at a second signal, where something keeps the first from its work", async () => {
    const stuck = "import { Server } from 'node:http'; Server.prototype.closeAllConnections = () => {};";
    const { child, ended, port } = await start([], {
      nodeArgs: ["--import", `data:text/javascript,${stuck}`],
    });
    const held = connect(port, "127.0.0.1");
    held.on("error", () => {});
    held.write(
      "POST /api/session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{",
    );
    await once(held, "connect");
    child.kill("SIGINT");
    await refusing(port);
    child.kill("SIGINT");
    expect(await ended).toEqual([null, "SIGINT"]);
  });

  it("removes the uploads of a run that was killed, and of no other", async () => {
    const home = scratch("killed");
    const first = await start([], { home });
    const other = await start([], { home });
    const uploads = join(home, "cache", "uploads");
    expect(readdirSync(uploads)).toHaveLength(2);
    first.child.kill("SIGKILL");
    await first.ended;
    await start([], { home });
    const names = readdirSync(uploads);
    expect(names).toHaveLength(2);
    expect(names.filter((name) => name.includes(`-${other.child.pid}-`))).toHaveLength(1);
    expect(names.filter((name) => name.includes(`-${first.child.pid}-`))).toEqual([]);
  });

  it("ends with 1 and a sentence where the port is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const { said, ended } = startServe(["--no-open", "--port", String(port)]);
    expect(await ended).toEqual([1, null]);
    server.close();
    expect(said.stdout).toBe("");
    expect(said.stderr).toBe(
      `inquest: port ${port} of 127.0.0.1 cannot be used: it is taken by another program. Give another with --port, ` +
        "or none for any that is free\n",
    );
  });

  it("ends with 1 where the trust file that was named is missing or broken", () => {
    writeFileSync(scratch("broken.json"), "{");
    for (const path of [scratch("none.json"), scratch("broken.json")]) {
      const { status, stdout, stderr } = inquest(["serve", "--no-open", "--trust", path]);
      expect([status, stdout]).toEqual([1, ""]);
      expect(stderr).toMatch(/^inquest: the trust file /);
    }
    expect(existsSync(scratch("none.json"))).toBe(false);
  });

  it.each([["--port", "x"], ["--port", "65536"], ["--port", "-1"], ["--port", "1.5"], ["--bogus"]])(
    "is used wrongly: %s %s",
    (...args) => {
      expect(inquest(["serve", ...args]).status).toBe(64);
    },
  );
});
