// The contract over loopback HTTP: the host behind the web server, the page's transport before it.

import { createHost } from "../../electron/host/host.ts";
import { startServer } from "../../electron/web/server.ts";
import { newSecret } from "../../electron/web/sessions.ts";
import { uploadFolder } from "../../electron/web/upload.ts";
import type { HttpTransport } from "../../renderer/api/http.ts";
import { pageOf } from "../electron/web/serving.ts";
import { contractSuite } from "./suite.ts";

contractSuite("http", async (options) => {
  const host = await createHost({
    ...options,
    kind: "web",
    capabilities: { ...options.capabilities, upload: true },
  });
  const uploads = await uploadFolder(options.folders.cache);
  const token = newSecret();
  const page = (): never => {
    throw new Error("no page is asked for here");
  };
  const web = await startServer({ host, page, uploads, token, port: 0 });
  const pages: HttpTransport[] = [];
  const another = async (): Promise<HttpTransport> => {
    const opened = await pageOf({ base: `http://127.0.0.1:${web.port}`, token });
    pages.push(opened);
    return opened;
  };
  return {
    host,
    transport: await another(),
    another,
    stop: async () => {
      for (const opened of pages) opened.close();
      web.stop();
      await host.close();
      await web.close();
    },
  };
});
