// Runs on a folder that electron-builder has just filled, before it is signed: switches off what a shipped program must not
// offer, reads the switches back, and looks at what was packed. Anything that is not as it should be ends the packaging.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from "@electron/fuses";

/** electron-builder's numbers for processors. */
const ARCHITECTURES = ["ia32", "x64", "armv7l", "arm64", "universal"];

/** What each fuse of the packaged program must be (electronjs.org/docs/latest/tutorial/fuses). */
export const FUSES = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // Checked by Electron on macOS and Windows only: on Linux it has no effect, and nothing is claimed for it.
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
};

export default async function afterPack(context) {
  const { appOutDir, electronPlatformName: platform, arch, packager } = context;
  const name = platform === "linux" ? packager.executableName : packager.appInfo.productFilename;
  const extension = { darwin: ".app", win32: ".exe" }[platform] ?? "";
  const binary = join(appOutDir, `${name}${extension}`);
  await flipFuses(binary, {
    version: FuseVersion.V1,
    // Changing a byte breaks an ad-hoc signature, without which Apple processors do not start a program.
    resetAdHocDarwinSignature: platform === "darwin" && ARCHITECTURES[arch] === "arm64",
    ...FUSES,
  });
  const wire = await getCurrentFuseWire(binary);
  for (const [fuse, wanted] of Object.entries(FUSES)) {
    const found = wire[Number(fuse)];
    if (found !== (wanted ? FuseState.ENABLE : FuseState.DISABLE)) {
      throw new Error(`the fuse ${FuseV1Options[Number(fuse)]} is not ${wanted ? "on" : "off"} in ${binary}`);
    }
  }
  checkPrebuilds(resourcesOf(appOutDir, platform, name), platform, ARCHITECTURES[arch]);
}

function resourcesOf(appOutDir, platform, name) {
  return platform === "darwin"
    ? join(appOutDir, `${name}.app`, "Contents", "Resources")
    : join(appOutDir, "resources");
}

/** The database library's native file: the one for this system, and no other. */
function checkPrebuilds(resources, platform, architecture) {
  const folder = join(resources, "app.asar.unpacked", "node_modules", "better-sqlite3", "prebuilds");
  const found = existsSync(folder) ? readdirSync(folder) : [];
  const wanted = `${platform}-${architecture}.node`;
  if (found.length !== 1 || found[0] !== wanted) {
    throw new Error(`${folder} must hold ${wanted} alone, and holds ${found.join(", ") || "nothing"}`);
  }
}
