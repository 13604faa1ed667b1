// Whether Mod is Cmd: the host's platform, for everything that binds or shows keys.

import { createContext, useContext } from "react";

const PlatformContext = createContext("linux");
export const PlatformProvider = PlatformContext.Provider;

/** Node's process.platform. */
export function usePlatform(): string {
  return useContext(PlatformContext);
}
