// What is in a bundle: each file with its role, its hash, and how the manifests list it.

import { FILE_ROLES } from "../../shared/contract/cases.ts";
import type { BundleFile, FileListing, FileRole, InventoryGroup } from "../../shared/contract/cases.ts";
import { parseManifest } from "../../shared/encoding/bagit.ts";
import { ENVELOPE_PATH, PAYLOAD_MANIFEST, TAG_MANIFEST } from "../../shared/verify/facts.ts";
import type { BundleFacts } from "../../shared/verify/facts.ts";

/** Folders of the format (docs/FORMAT.md, section 1). */
const FOLDERS: readonly (readonly [prefix: string, role: FileRole])[] = [
  ["data/action-log/", "action-log"],
  ["data/cloudtrail/", "cloudtrail"],
  ["data/pagerduty/", "pagerduty"],
  ["data/kubernaut/", "kubernaut"],
  ["data/policies/", "policies"],
  ["data/approvals/", "approvals"],
  ["data/rollbacks/", "rollbacks"],
  ["data/notes/", "notes"],
  ["data/", "other"],
  ["inquest/", "seal"],
];
/** Characters of a path that is only listed: no file has a longer one, but a manifest may be one path of 64 MiB. */
const MAX_SHOWN = 2_048;
const BAG_FILES = ["bagit.txt", "bag-info.txt", PAYLOAD_MANIFEST, TAG_MANIFEST];

/** Named by nobody but the path: what a file says of itself is not asked. */
export function roleOf(path: string): FileRole {
  if (BAG_FILES.includes(path)) return "seal";
  const role = FOLDERS.find(([prefix]) => path.startsWith(prefix))?.[1] ?? "other";
  return role === "cloudtrail" && /\/(digests|CloudTrail-Digest)\//.test(path) ? "cloudtrail-digests" : role;
}

/** Files that are there and files that are listed and missing, in path order; none where the archive is unsound. */
export function takeInventory(facts: Pick<BundleFacts, "files" | "control">): BundleFile[] {
  const payload = manifest(facts, PAYLOAD_MANIFEST);
  const tags = manifest(facts, TAG_MANIFEST);
  const out: BundleFile[] = [];
  for (const { path, size, sha256 } of facts.files.values()) {
    const listed = (path.startsWith("data/") ? payload : tags).get(path);
    out.push({ path, role: roleOf(path), size, sha256, listing: listingOf(path, sha256, listed) });
  }
  for (const path of new Set([...payload.keys(), ...tags.keys()])) {
    if (facts.files.has(path)) continue;
    const shown = path.slice(0, MAX_SHOWN).toWellFormed();
    out.push({ path: shown, role: roleOf(path), size: null, sha256: null, listing: "missing" });
  }
  return out.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function listingOf(path: string, sha256: string, listed: string | undefined): FileListing {
  if (path === TAG_MANIFEST || path === ENVELOPE_PATH) return "exempt";
  if (listed === undefined) return "unlisted";
  return listed === sha256 ? "listed" : "differs";
}

/** A manifest that cannot be read lists nothing; the verdict says why. */
function manifest(facts: Pick<BundleFacts, "control">, path: string): ReadonlyMap<string, string> {
  const bytes = facts.control.get(path);
  try {
    return bytes === undefined ? new Map() : parseManifest(bytes, path);
  } catch {
    return new Map();
  }
}

/** Roles that there are, in the contract's order, with sums. */
export function groupInventory(files: readonly BundleFile[]): InventoryGroup[] {
  const groups = new Map<FileRole, { role: FileRole; files: number; bytes: number; faulty: number }>();
  for (const { role, size, listing } of files) {
    const group = groups.get(role) ?? { role, files: 0, bytes: 0, faulty: 0 };
    group.files += 1;
    group.bytes += size ?? 0;
    if (listing !== "listed" && listing !== "exempt") group.faulty += 1;
    groups.set(role, group);
  }
  return FILE_ROLES.flatMap((role) => groups.get(role) ?? []);
}
