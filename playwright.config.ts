// End-to-end specs in a real browser, in three ways: the web host, the desktop shell on the stand-in for Electron, and, where its
// binary is there, real Electron. A run prints which it used. Nothing is tried twice: a spec that needs luck has failed.

import { defineConfig } from "@playwright/test";
import { electronBinary } from "./tools/electron-binary.mjs";
import type { HostName } from "./test/e2e/fixtures.ts";

const binary = electronBinary();
const hosts: HostName[] = ["web", "stand-in", ...(binary === null ? [] : ["electron" as const])];

export default defineConfig<{ hostName: HostName }>({
  testDir: "test/e2e",
  testMatch: "**/*.spec.ts",
  globalSetup: "./test/e2e/global-setup.ts",
  outputDir: "build/e2e",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: { trace: "retain-on-failure", screenshot: "only-on-failure" },
  projects: hosts.map((hostName) => ({ name: hostName, use: { hostName } })),
});
