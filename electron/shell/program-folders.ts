// Where the desktop application finds what came with it.

import type { HostFolders } from "../host/types.ts";

export interface Program {
  readonly isPackaged: boolean;
  /** Electron's `process.resourcesPath`: the folder that holds app.asar in a package. */
  readonly resourcesPath: string;
}

/** A package has the sample beside its archive (electron-builder.yml, extraResources), a checkout in resources/. */
export function programFolders(folders: HostFolders, { isPackaged, resourcesPath }: Program): HostFolders {
  return isPackaged ? { ...folders, resources: resourcesPath } : folders;
}
