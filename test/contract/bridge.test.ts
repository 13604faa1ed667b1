// The contract over the desktop's bridge: the built preload, the door, the mailbox of each window, and the native calls
// with dialogs that answer at once.

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createHost } from "../../electron/host/host.ts";
import { Mailbox } from "../../electron/shell/mailbox.ts";
import { nativeCalls } from "../../electron/shell/native.ts";
import { createBridgeTransport } from "../../renderer/api/bridge.ts";
import type { Transport } from "../../shared/contract/transport.ts";
import { Pair } from "../electron/shell/window-pair.ts";
import { contractSuite } from "./suite.ts";

contractSuite("the bridge", async (options) => {
  const saved = join(options.folders.state, "saved.txt");
  const host = await createHost({
    ...options,
    kind: "desktop",
    capabilities: { pickBundle: true, saveText: true, newWindow: true, paths: true, upload: false },
    native: nativeCalls({
      dialog: {
        showOpenDialog: async () => ({ canceled: false, filePaths: ["/evidence/a.inqb"] }),
        showSaveDialog: async () => ({ canceled: false, filePath: saved }),
      },
      windowOf: () => null,
      newWindow: () => {},
    }),
  });
  const mailboxes: Mailbox[] = [];
  host.on((event) => {
    for (const mailbox of mailboxes) mailbox.send(event);
  });
  const pair = new Pair((name, input, client) => host.call(name, input, client));
  const another = async (): Promise<Transport> => {
    const { bridge, contents } = pair.window();
    mailboxes.push(new Mailbox(contents.asContents));
    contents.emit("dom-ready");
    return createBridgeTransport(bridge);
  };
  return { host, transport: await another(), another, stop: () => host.close() };
});

describe("the bridge transport", () => {
  const bridge = { on: () => () => {}, pathOf: () => "" };

  it("answers with an error where the input cannot be sent", async () => {
    const { bridge } = new Pair(async () => ({ ok: true, value: null })).window();
    const reply = await createBridgeTransport(bridge).call("any", { run: () => {} });
    expect(reply).toMatchObject({ ok: false, error: { code: "bad-argument" } });
  });

  it("says that it is disconnected where the main process does not answer", async () => {
    const call = () =>
      Promise.reject(new Error("Error invoking remote method 'inquest:call': reply was never sent"));
    const reply = await createBridgeTransport({ ...bridge, call }).call("app.info", {});
    expect(reply).toMatchObject({ ok: false, error: { code: "disconnected" } });
  });
});
