import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { describe, expect, it } from "vitest";
import { hostFolders } from "../../../electron/host/folders.ts";
import { defaultTrustPath } from "../../../electron/trust/trust-file.ts";

const own = ({ config, cache, state }: ReturnType<typeof hostFolders>) => [config, cache, state];

describe("hostFolders", () => {
  it("follows the base directories of XDG, and passes over what is empty or relative", () => {
    const named = { XDG_CONFIG_HOME: "/c", XDG_CACHE_HOME: "/k", XDG_STATE_HOME: "/s" };
    expect(own(hostFolders(named, "linux"))).toEqual(["/c/inquest", "/k/inquest", "/s/inquest"]);
    const useless = { XDG_CONFIG_HOME: "", XDG_CACHE_HOME: "k", XDG_STATE_HOME: "./s" };
    const home = homedir();
    expect(own(hostFolders(useless, "linux"))).toEqual([
      `${home}/.config/inquest`,
      `${home}/.cache/inquest`,
      `${home}/.local/state/inquest`,
    ]);
  });

  it("follows macOS and Windows", () => {
    expect(own(hostFolders({}, "darwin"))[0]).toBe(`${homedir()}/Library/Application Support/Inquest`);
    const env = { APPDATA: "C:\\U\\Roaming", LOCALAPPDATA: "C:\\U\\Local" };
    expect(own(hostFolders(env, "win32"))).toEqual([
      "C:\\U\\Roaming\\Inquest",
      "C:\\U\\Local\\Inquest\\Cache",
      "C:\\U\\Local\\Inquest\\State",
    ]);
  });

  it("puts all below INQUEST_HOME, the trust file too, but where INQUEST_TRUST names another", () => {
    for (const platform of ["linux", "darwin"] as const) {
      const env = { INQUEST_HOME: "/home/of/inquest", XDG_CONFIG_HOME: "/c" };
      const folders = hostFolders(env, platform);
      expect(own(folders)).toEqual([
        "/home/of/inquest/config",
        "/home/of/inquest/cache",
        "/home/of/inquest/state",
      ]);
      expect(defaultTrustPath(env, platform)).toBe(`${folders.config}/trust.json`);
      expect(defaultTrustPath({ ...env, INQUEST_TRUST: "/t.json" }, platform)).toBe("/t.json");
    }
  });

  it("keeps the default trust file where the settings are", () => {
    for (const [platform, separator] of [
      ["linux", "/"],
      ["darwin", "/"],
      ["win32", "\\"],
    ] as const) {
      expect(defaultTrustPath({}, platform)).toBe(
        `${hostFolders({}, platform).config}${separator}trust.json`,
      );
    }
  });

  it("finds the sample", () => {
    expect(existsSync(`${hostFolders({}).resources}/samples/node-saturation.inqb`)).toBe(true);
  });
});
