// Sending a file to the host. XMLHttpRequest says how far it is; fetch does not.

import type { Reply } from "../../../shared/contract/reply.ts";
import type { CancelSignal } from "../../../shared/contract/transport.ts";
import { CANCELLED, DISCONNECTED, replyOf } from "./reply.ts";

export interface Upload {
  readonly url: string;
  readonly authorization: string;
  readonly file: Blob;
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void;
  readonly signal: CancelSignal;
}

/** Never rejects. */
export async function sendFile(upload: Upload): Promise<Reply<unknown>> {
  if (upload.signal.aborted) return CANCELLED;
  return typeof XMLHttpRequest === "undefined" ? byFetch(upload) : byRequest(upload);
}

async function byRequest({ url, authorization, file, onProgress, signal }: Upload): Promise<Reply<unknown>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("PUT", url);
    request.setRequestHeader("authorization", authorization);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress({ done: loaded, total }));
    request.addEventListener("load", () => resolve(replyOf(request.status, request.responseText)));
    request.addEventListener("error", () => resolve(DISCONNECTED));
    request.addEventListener("abort", () => resolve(CANCELLED));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

/** Outside of a page: progress is told at both ends only. */
async function byFetch({ url, authorization, file, onProgress, signal }: Upload): Promise<Reply<unknown>> {
  const stop = new AbortController();
  signal.addEventListener("abort", () => stop.abort());
  onProgress({ done: 0, total: file.size });
  try {
    const headers = { authorization, "content-type": "application/octet-stream" };
    const response = await fetch(url, { method: "PUT", headers, body: file, signal: stop.signal });
    const reply = replyOf(response.status, await response.text());
    onProgress({ done: file.size, total: file.size });
    return reply;
  } catch {
    return stop.signal.aborted ? CANCELLED : DISCONNECTED;
  }
}
