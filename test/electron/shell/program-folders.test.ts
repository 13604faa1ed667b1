import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { programFolders } from "../../../electron/shell/program-folders.ts";
import { ROOT } from "../../support/cli.ts";

const FOLDERS = { config: "/c", cache: "/k", state: "/s", resources: "/checkout/resources" };

describe("what came with the application", () => {
  it("lies in the checkout while it is worked on", () => {
    expect(programFolders(FOLDERS, { isPackaged: false, resourcesPath: "/electron/resources" })).toEqual(
      FOLDERS,
    );
  });

  it("lies beside the archive in a package, where the packaging puts the sample", () => {
    const { resources } = programFolders(FOLDERS, {
      isPackaged: true,
      resourcesPath: "/opt/inquest/resources",
    });
    expect(resources).toBe("/opt/inquest/resources");
    const config = readFileSync(join(ROOT, "electron-builder.yml"), "utf8");
    expect(config).toMatch(/from: resources\/samples\n\s+to: samples\n/);
  });
});
