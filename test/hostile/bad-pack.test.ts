// Packing what cannot be packed: one sentence, exit code 1, and nothing half made, neither where the bundle was to be
// nor beside it. An output that exists stays as it is.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { INCIDENT, RAW_ENTRIES } from "../support/evidence.ts";
import { expectRefusal, inside, pack, write, writeLog } from "../support/packing.ts";

const WINDOWS = process.platform === "win32";

describe("pack refuses", () => {
  const rows: [name: string, options: Record<string, string>, sentence: RegExp][] = [
    ["an RSA key", { "--key": "rsa.pem" }, /rsa\.pem holds a key of kind rsa: an Ed25519 key is needed/],
    ["a key for agreement", { "--log-key": "x25519.pem" }, /x25519\.pem holds a key of kind x25519/],
    ["a key of another curve", { "--key": "ec.pem" }, /ec\.pem holds a key of kind ec/],
    ["a public key", { "--key": "public.pem" }, /public\.pem is not a private key/],
    ["a key behind a passphrase", { "--key": "locked.pem" }, /locked\.pem is protected by a passphrase/],
    ["a key that is none", { "--key": "text.pem" }, /text\.pem is not a private key/],
    [
      "a key that is not there",
      { "--log-key": "none.pem" },
      /none\.pem cannot be read: there is no such file/,
    ],
    ["a key that is a folder", { "--key": "out" }, /out cannot be read: it is a folder/],
    ["a key name with a space", { "--key-name": "a b" }, /"a b" must not be empty nor hold spaces/],
    ["a key name with a plus", { "--log-name": "a+b" }, /"a\+b" must not be empty nor hold/],
    ["an origin that begins a DSSE encoding", { "--origin": "DSSEv1 1 x" }, /does not begin with 'DSSEv1 '/],
    ["an origin of two lines", { "--origin": "a\nb" }, /a log's origin is one line of text/],
    ["an incident file that is not there", { "--incident": "none.json" }, /none\.json cannot be read/],
    [
      "an output in a folder that is not there",
      { "--output": "none/x.inqb" },
      /none\/x\.inqb cannot be written: there is no such file/,
    ],
    ["a selection without a value", { "--extract": "correlation_id" }, /"correlation_id" is no selection/],
    [
      "a selection that nothing fits",
      { "--extract": "correlation_id=none" },
      /no entry of the log has correlation_id=none/,
    ],
  ];
  for (const [name, options, sentence] of rows) it(name, () => expectRefusal(pack(options), sentence));
});

describe("pack refuses an incident file that", () => {
  const good = JSON.stringify(INCIDENT);
  const rows: [name: string, content: string | Uint8Array][] = [
    ["is empty", ""],
    ["is cut off", good.slice(0, -1)],
    ["is a list", "[]"],
    ["has a key twice", good.replace("{", '{"limitations":[],')],
    ["lacks the incident", good.replace('"incident"', '"x"')],
    ["has a field that nobody knows", good.replace("{", '{"note":1,')],
    ["has a time without a zone", good.replace("14:30:00Z", "14:30:00")],
    ["is not UTF-8", Buffer.from([0xff])],
  ];
  for (const [name, content] of rows) {
    it(name, () => {
      write("out.json", content);
      expectRefusal(
        pack({ "--incident": "out.json" }),
        /the incident file out\.json is not what it must be: /,
      );
    });
  }
});

describe("pack refuses a folder that", () => {
  const rows: [name: string, make: () => void, sentence: RegExp][] = [
    [
      "is not there",
      () => rmSync(inside("evidence"), { recursive: true }),
      /evidence cannot be read: there is no such file/,
    ],
    [
      "is a file",
      () => {
        rmSync(inside("evidence"), { recursive: true });
        write("evidence", "x");
      },
      /evidence is not a folder/,
    ],
    [
      "is empty",
      () => {
        rmSync(inside("evidence"), { recursive: true });
        mkdirSync(inside("evidence"));
      },
      /evidence holds no files/,
    ],
    [
      "has no action log",
      () => rmSync(inside("evidence/action-log"), { recursive: true }),
      /entries\.jsonl is missing/,
    ],
    [
      "has a policy that is not what its name says",
      () => write(`evidence/policies/${"0".repeat(64)}.txt`, "x"),
      /the bundle would not verify/,
    ],
  ];
  const posix: typeof rows = [
    [
      "has a symbolic link",
      () => symlinkSync("/etc/passwd", inside("evidence/link")),
      /evidence\/link is a symbolic link/,
    ],
    [
      "has a link to a folder",
      () => symlinkSync("..", inside("evidence/up")),
      /evidence\/up is a symbolic link/,
    ],
    [
      "has a pipe",
      () => void execFileSync("mkfifo", [inside("evidence/pipe")]),
      /evidence\/pipe is not a plain file/,
    ],
    [
      "has a file that Windows reserves",
      () => write("evidence/con.txt", "x"),
      /con\.txt cannot go into a bundle: .* reserves for a device/,
    ],
    ["has a name with a backslash", () => write("evidence/a\\b", "x"), /holds a backslash/],
    ["has a name with a line feed", () => write("evidence/a\nb", "x"), /holds a control character/],
    [
      "has a name that turns the writing direction",
      () => write("evidence/a\u202etxt", "x"),
      /changes the writing direction/,
    ],
    [
      "has names that differ in case",
      () => {
        write("evidence/a", "x");
        write("evidence/A", "y");
      },
      /are the same place on some file systems/,
    ],
    [
      "has a name that is not UTF-8",
      () =>
        writeFileSync(Buffer.concat([Buffer.from(`${inside("evidence")}/`), Buffer.from([0x61, 0xff])]), "x"),
      /evidence\/a/,
    ],
  ];
  for (const [name, make, sentence] of WINDOWS ? rows : [...rows, ...posix]) {
    it(name, () => {
      make();
      expectRefusal(pack(), sentence);
    });
  }
});

describe("pack keeps an output that exists:", () => {
  it("a file, unless it is told to replace it", () => {
    write("out/case.inqb", "mine");
    const { status, stderr } = pack();
    expect({ status, files: readdirSync(inside("out")) }).toEqual({ status: 1, files: ["case.inqb"] });
    expect(stderr).toMatch(/exists already and is kept: choose another name, or give --force\n$/);
    expect(readFileSync(inside("out/case.inqb"), "utf8")).toBe("mine");
    expect(pack({}, ["--force"]).status).toBe(0);
    expect(readFileSync(inside("out/case.inqb")).subarray(0, 2).toString()).toBe("PK");
  });

  it("a file, where the replacement cannot be made", () => {
    write("out/case.inqb", "mine");
    writeLog(["{"]);
    expect(pack({}, ["--force"]).status).toBe(1);
    expect(readFileSync(inside("out/case.inqb"), "utf8")).toBe("mine");
    expect(readdirSync(inside("out"))).toEqual(["case.inqb"]);
  });

  it("a folder, even when told to replace it", () => {
    mkdirSync(inside("out/case.inqb"));
    for (const more of [[], ["--force"]]) expect(pack({}, more).status).toBe(1);
    expect(readdirSync(inside("out"))).toEqual(["case.inqb"]);
  });
});

describe.skipIf(WINDOWS)("pack leaves nothing behind when the disk is full", () => {
  // A limit on the size of files makes writes fail in the middle, as a full disk does, and needs no rights.
  const full = { shell: "ulimit -f 40" };
  const noise = Array.from({ length: 4000 }, (_, i) => String(Math.sin(i))).join("\n");

  it("while the bundle is written", () => {
    write("evidence/noise.txt", noise);
    expectRefusal(
      pack({}, [], full),
      /out\/case\.inqb cannot be written: it would be larger than allowed here\. Nothing was left behind/,
    );
  });

  it("while the log is sealed", () => {
    writeLog(Array.from({ length: 400 }, (_, i) => JSON.stringify({ ...RAW_ENTRIES[0]!, id: `act-${i}` })));
    expectRefusal(pack({}, [], full), /out\/case\.inqb cannot be written: /);
  });

  it("and keeps what was there", () => {
    write("out/case.inqb", "mine");
    write("evidence/noise.txt", noise);
    expect(pack({}, ["--force"], full).status).toBe(1);
    expect(readFileSync(inside("out/case.inqb"), "utf8")).toBe("mine");
    expect(readdirSync(inside("out"))).toEqual(["case.inqb"]);
  });
});
