// npm test: everything that must hold before a change is good: types, lint, format, build, and all tests. Ends
// with one line that counts them all; each step that is no test runner counts as one.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureTools } from "./system-tools.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "inquest-test-"));
const total = { passed: 0, failed: 0, skipped: 0 };

try {
  step("types", ["node_modules/typescript/bin/tsc", "-b"]);
  step("lint", ["node_modules/oxlint/bin/oxlint", "--type-aware", "--deny-warnings"]);
  step("format", ["node_modules/prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."]);
  step("build", ["tools/build.mjs"]);
  count("system tools", ensureTools());
  unitTests();
  endToEnd();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

process.stdout.write(
  `${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}\n`,
);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

function node(args, env = {}) {
  const options = { cwd: root, stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, ...env } };
  return spawnSync(process.execPath, args, options).status === 0;
}

function step(name, args) {
  process.stdout.write(`\n== ${name}\n`);
  count(name, node(args));
}

function count(name, ok) {
  total[ok ? "passed" : "failed"] += 1;
  process.stdout.write(`${ok ? "ok" : "FAILED"}: ${name}\n`);
}

/** Runners say by file what they counted: read from there, not from what they print. */
function runner(name, args, env, read) {
  process.stdout.write(`\n== ${name}\n`);
  const report = join(folder, `${name.replaceAll(" ", "-")}.json`);
  try {
    const ok = node(args(report), { INQUEST_BUILT: "1", ...env(report) });
    const { passed, failed, skipped } = read(JSON.parse(readFileSync(report, "utf8")));
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    // A file that cannot even be loaded fails the run without failing a test.
    if (!ok && failed === 0) count(name, false);
  } catch (error) {
    process.stdout.write(`${String(error)}\n`);
    count(name, false);
  }
}

function unitTests() {
  runner(
    "tests",
    (report) => [
      "node_modules/vitest/vitest.mjs",
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ],
    () => ({}),
    ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) => ({
      passed: numPassedTests,
      failed: numFailedTests,
      skipped: numPendingTests + numTodoTests,
    }),
  );
}

function endToEnd() {
  runner(
    "end to end",
    () => ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json"],
    (report) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: report, FORCE_COLOR: "0" }),
    ({ stats, errors }) => ({
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky + errors.length,
      skipped: stats.skipped,
    }),
  );
}
