// Name and version as verdicts and reports state them.

import packageJson from "../../package.json" with { type: "json" };
import type { Tool } from "../../shared/verify/judge.ts";

export const TOOL: Tool = { name: packageJson.name, version: packageJson.version };
