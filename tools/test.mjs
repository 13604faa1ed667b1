// npm test: everything that must hold before a change is good: types, lint, format, build, and all tests. Ends
// with one line that counts them all; each step that is no test runner counts as one.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureTools } from "./system-tools.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const total = { passed: 0, failed: 0, skipped: 0 };

step("types", ["node_modules/typescript/bin/tsc", "-b"]);
step("lint", ["node_modules/oxlint/bin/oxlint", "--type-aware", "--deny-warnings"]);
step("format", ["node_modules/prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."]);
step("build", ["tools/build.mjs"]);
count("system tools", ensureTools());
unitTests();

process.stdout.write(
  `${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}\n`,
);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

function node(args) {
  return (
    spawnSync(process.execPath, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] }).status === 0
  );
}

function step(name, args) {
  process.stdout.write(`\n== ${name}\n`);
  count(name, node(args));
}

function count(name, ok) {
  total[ok ? "passed" : "failed"] += 1;
  process.stdout.write(`${ok ? "ok" : "FAILED"}: ${name}\n`);
}

/** Vitest says by file what it counted: read from there, not from what it prints. */
function unitTests() {
  process.stdout.write("\n== tests\n");
  const folder = mkdtempSync(join(tmpdir(), "inquest-test-"));
  const report = join(folder, "report.json");
  try {
    const ok = node([
      "node_modules/vitest/vitest.mjs",
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ]);
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, success } = JSON.parse(
      readFileSync(report, "utf8"),
    );
    total.passed += numPassedTests;
    total.failed += numFailedTests;
    total.skipped += numPendingTests + numTodoTests;
    // A file that cannot even be loaded fails the run without failing a test.
    if ((!ok || !success) && numFailedTests === 0) count("test runner", false);
  } catch (error) {
    process.stdout.write(`${String(error)}\n`);
    count("test runner", false);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
