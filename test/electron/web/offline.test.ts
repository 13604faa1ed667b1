import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeEach, expect, it } from "vitest";
import type { Case } from "../../../shared/contract/cases.ts";
import { unwrap } from "../../../shared/contract/reply.ts";
import { ROOT, SAMPLE } from "../../support/cli.ts";
import { scratch } from "../../support/scratch.ts";
import { pageOf, serving } from "./serving.ts";

const NO_NETWORK = fileURLToPath(new URL("../../support/no-network.ts", import.meta.url));
const RECORD = scratch("reached.txt");
const lines = (): string[] => readFileSync(RECORD, "utf8").split("\n").slice(0, -1);

beforeEach(() => writeFileSync(RECORD, ""));

it.each([
  ["a request", "await fetch('http://192.0.2.1/')", /^connect /],
  ["a connection", "net.connect(1, '127.0.0.1')", /^connect /],
  ["a name", "dns.lookup('a.example', () => {})", /^lookup /],
  ["a question to a name server", "await dns.promises.resolveTxt('a.example')", /^resolveTxt /],
  ["a datagram", "dgram.createSocket('udp4')", /^createSocket /],
  ["another program", "spawn('true')", /^spawn /],
])("the watch over the network sees %s", (_name, code, expected) => {
  const source = `import net from "node:net"; import dns from "node:dns"; import dgram from "node:dgram";
    import { spawn } from "node:child_process"; ${code};`;
  const { status } = spawnSync(
    process.execPath,
    ["--import", NO_NETWORK, "--input-type=module", "--eval", source],
    {
      env: { INQUEST_TEST_REACHED: RECORD },
    },
  );
  expect(status).toBe(1);
  expect(lines()).toEqual(["loaded 0", expect.stringMatching(expected)]);
});

it("a whole review over HTTP makes the server connect to nothing", async () => {
  const web = await serving(["--sample"], {
    nodeArgs: ["--import", NO_NETWORK],
    env: { INQUEST_TEST_REACHED: RECORD },
  });
  const page = await pageOf(web);
  const call = async <T>(name: string, input: unknown = {}): Promise<T> =>
    unwrap(await page.call(name, input)) as T;
  await call("app.info");
  const bytes = readFileSync(`${ROOT}${SAMPLE}`);
  const signal = { aborted: false, addEventListener: () => {} };
  const upload = unwrap(await page.upload!(new Blob([bytes]), "sent.inqb", () => {}, signal));
  const opened = await call<Case>("case.open", { source: { kind: "upload", id: upload.id }, task: "a" });
  expect(opened.name).toBe("sent.inqb");
  const [sample] = await call<Case[]>("case.list");
  const id = sample!.id;
  const { total, files } = await call<{ total: number; files: { path: string }[] }>("files.list", {
    case: id,
    text: "",
    from: 0,
    count: 1_000,
  });
  expect(files).toHaveLength(total);
  for (const { path } of files) await call("files.read", { case: id, path, offset: 0, length: 4_096 });
  const query = { text: "", outcomes: [], sort: "confidence", descending: true };
  const { view, matched } = await call<{ view: string; matched: number }>("records.query", {
    case: id,
    query,
  });
  expect(matched).toBe(5);
  await call("records.page", { case: id, view, from: 0, count: 5 });
  for (let line = 1; line <= 5; line += 1) await call("records.get", { case: id, line });
  await call("case.verify", { case: id, task: "b" });
  for (const format of ["json", "markdown"]) await call("export.verification", { case: id, format });
  await call("trust.get");
  await call("recent.list");
  for (const path of ["/", "/index.html", "/nothing"]) await fetch(`${web.base}${path}`);
  await call("case.close", { case: id });
  page.close();
  web.child.kill("SIGINT");
  expect(await web.ended).toEqual([0, null]);
  const threads = lines().filter((line) => line.startsWith("loaded "));
  // The watch was in the workers too, and nothing else was written.
  expect(threads.length).toBeGreaterThan(2);
  expect(lines()).toEqual(threads);
});

it("a whole review on the command line makes the program connect to nothing", () => {
  const bundle = `${ROOT}${SAMPLE}`;
  const trust = scratch("trust.json");
  const key = "demo.inquest.example/evidence+1a7297a9+Af+uD8Goui9RP5YDSN5jdShmqlAm1970DpUkI1jvCLlV";
  const folder = `${ROOT}resources/samples/node-saturation`;
  const commands: readonly (readonly [exit: number, ...args: string[]])[] = [
    [0, "inspect", bundle],
    [0, "trust", "add", key, "--role", "bundle", "--trust", trust],
    [0, "trust", "list", "--trust", trust],
    [2, "verify", bundle, "--trust", trust],
    [0, "trust", "revoke", key, "--trust", trust],
    // The sources' entries are raw: no chain, and so not valid.
    [1, "log", "verify", `${folder}/action-log/entries.jsonl`],
    [0, "keygen", "--name", "example.com/evidence", "-o", scratch("key.pem")],
  ];
  for (const [exit, ...args] of commands) {
    const { status, stderr } = spawnSync(
      process.execPath,
      ["--import", NO_NETWORK, `${ROOT}bin/inquest.mjs`, ...args],
      {
        env: { INQUEST_TEST_REACHED: RECORD, INQUEST_HOME: scratch("home") },
        encoding: "utf8",
      },
    );
    expect([status, stderr]).toEqual([exit, ""]);
  }
  expect(lines()).toEqual(commands.map(() => "loaded 0"));
});
