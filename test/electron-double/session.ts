// session: what pages may fetch, ask for and download. By default everything is allowed, as in Electron.

import { DoubleEvent, Emitter, checkKeys, strict } from "./emitter.ts";
import { app } from "./app.ts";
import { DoubleProtocol } from "./protocol.ts";
import { note, state } from "./state.ts";
import { isReady } from "./ready.ts";
import type { DoubleWebContents } from "./web-contents.ts";

interface RequestDetails {
  readonly id: number;
  readonly url: string;
  readonly method: string;
  readonly resourceType: string;
  readonly webContents?: DoubleWebContents | undefined;
}
type OnBeforeRequest = (details: RequestDetails, callback: (answer: { cancel?: boolean }) => void) => void;
type Check = (
  contents: DoubleWebContents | null,
  permission: string,
  origin: string,
  details: object,
) => boolean;
type Ask = (
  contents: DoubleWebContents,
  permission: string,
  callback: (granted: boolean) => void,
  details: object,
) => void;
type CheckDevice = (details: object) => boolean;

export class DoubleSession extends Emitter {
  readonly protocol = new DoubleProtocol();
  readonly partition: string;
  readonly webRequest = strict(
    {
      onBeforeRequest: (listener: OnBeforeRequest): void => {
        this.onBeforeRequest = listener;
      },
    },
    "webRequest",
  );
  onBeforeRequest: OnBeforeRequest | null = null;
  check: Check | null = null;
  ask: Ask | null = null;
  checkDevice: CheckDevice | null = null;

  constructor(partition: string) {
    super("session", ["will-download"]);
    this.partition = partition;
    app.emit("session-created", this);
  }

  setPermissionCheckHandler(handler: Check | null): void {
    this.check = handler;
  }

  setPermissionRequestHandler(handler: Ask | null): void {
    this.ask = handler;
  }

  setDevicePermissionHandler(handler: CheckDevice | null): void {
    this.checkDevice = handler;
  }

  setDisplayMediaRequestHandler(handler: unknown): void {
    note("session.setDisplayMediaRequestHandler", typeof handler);
  }

  setSpellCheckerEnabled(enabled: boolean): void {
    note("session.setSpellCheckerEnabled", this.partition, enabled);
  }

  setSpellCheckerDictionaryDownloadURL(url: string): void {
    note("session.setSpellCheckerDictionaryDownloadURL", this.partition, url);
  }

  async setProxy(config: object): Promise<void> {
    checkKeys(config, ["mode"], "ProxyConfig");
    note("session.setProxy", this.partition, config);
  }

  /** Whether the program lets a request through. */
  async allows(details: RequestDetails): Promise<boolean> {
    const { onBeforeRequest } = this;
    if (onBeforeRequest === null) return true;
    const { cancel } = await new Promise<{ cancel?: boolean }>((answer) => onBeforeRequest(details, answer));
    if (cancel === true) state.cancelled.push(details.url);
    return cancel !== true;
  }

  /** What the program says to a permission that the top frame of a page asks for. */
  async permits(contents: DoubleWebContents, permission: string, url: string): Promise<boolean> {
    const details = { isMainFrame: true, requestingUrl: url };
    const check = this.check?.(contents, permission, url, details) ?? true;
    const { ask } = this;
    const request =
      ask === null || (await new Promise<boolean>((answer) => ask(contents, permission, answer, details)));
    state.permissions.push({ permission, check, request });
    return check && request;
  }

  /** False where the program refuses a download. */
  download(contents: DoubleWebContents, url: string, name: string): boolean {
    const event = new DoubleEvent();
    const item = strict({ getURL: () => url, getFilename: () => name }, "DownloadItem");
    this.emit("will-download", event, item, contents);
    return !event.defaultPrevented;
  }
}

const sessions = new Map<string, DoubleSession>();

function fromPartition(partition: string, options: { readonly cache?: boolean } = {}): DoubleSession {
  checkKeys(options, ["cache"], "FromPartitionOptions");
  if (!isReady()) throw new Error("Session can only be received when app is ready");
  const found = sessions.get(partition) ?? new DoubleSession(partition);
  sessions.set(partition, found);
  return found;
}

export const session = strict(
  {
    fromPartition,
    get defaultSession(): DoubleSession {
      return fromPartition("");
    },
  },
  "session",
);
