// How dropped or chosen files reach the host: by their path where it can read that, else sent.

import type { Capabilities } from "../../shared/contract/app.ts";
import type { CaseSource } from "../../shared/contract/cases.ts";
import { CallError, unwrap } from "../../shared/contract/reply.ts";
import type { Transport } from "../../shared/contract/transport.ts";
import type { Work } from "./model.ts";
import { RateMeter } from "./rate.ts";

type Opening = (work: Work) => Promise<CaseSource>;

/** One function a file, to be called when its turn has come. */
export function openSources(
  transport: Transport,
  can: Pick<Capabilities, "paths" | "upload">,
  files: readonly File[],
): Opening[] {
  return files.map((file) => {
    const path = can.paths ? (transport.pathOf?.(file) ?? "") : "";
    if (path !== "") return () => Promise.resolve({ kind: "path", path });
    return (work) => send(transport, can.upload, file, work);
  });
}

async function send(
  transport: Transport,
  allowed: boolean,
  file: File,
  { signal, onProgress }: Work,
): Promise<CaseSource> {
  if (!allowed || transport.upload === undefined) {
    const message = `${file.name} has no path that the program could read. Save it as a file and open that.`;
    throw new CallError({ code: "not-here", message });
  }
  const meter = new RateMeter();
  const report = ({ done, total }: { readonly done: number; readonly total: number }): void => {
    const speed = meter.measure(done, total, performance.now() / 1_000);
    onProgress({ label: `Sending ${file.name}`, done, total, ...speed });
  };
  report({ done: 0, total: file.size });
  const { id } = unwrap(await transport.upload(file, file.name, report, signal));
  return { kind: "upload", id };
}
