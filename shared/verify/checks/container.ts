// Container: one fault ends the reading, so the checks behind it were not reached.

import type { Check } from "../../model/verdict.ts";
import type { CheckId } from "../catalog.ts";
import type { BundleFacts } from "../facts.ts";
import { cannot, failFault, pass } from "../outcome.ts";
import { counted } from "../counted.ts";

const NAMES = /^(path-|zip-duplicate-name$|zip-name-encoding$)/;
const CONTENT = /^(limit-(inflated|ratio|control)|zip-(crc|deflate|deflate-trailing|size))$/;

export function checkContainer(facts: BundleFacts): Check[] {
  const { stop, files, bundle } = facts;
  const ids: CheckId[] = ["container.archive", "container.names", "container.content"];
  if (stop === null) {
    const count = files.size;
    return [
      pass("container.archive", "archive-sound", `${counted(count, "file")}, no byte outside them`),
      pass("container.names", "names-sound", `${counted(count, "name")}, none ambiguous`),
      pass("container.content", "content-sound", "all sizes and checksums as stated"),
    ];
  }
  const { code } = stop.fault;
  const failed = NAMES.test(code)
    ? "container.names"
    : CONTENT.test(code)
      ? "container.content"
      : "container.archive";
  return ids.map((id) => {
    if (stop.kind === "unreadable") return cannot(id, code, stop.fault.message);
    return id === failed ? failFault(id, stop.fault, bundle.path) : cannot(id, "not-reached", NOT_REACHED);
  });
}

export const NOT_REACHED = "not reached: the archive is not sound";
