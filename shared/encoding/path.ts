// Which paths a bundle may hold. A path is evidence and never a place to write to; the rules make sure that
// two readers on two systems see the same files, and that nobody who unpacks a bundle is surprised.

import { MAX_PATH_BYTES } from "../model/limits.ts";
import { encodeUtf8 } from "./bytes.ts";

export interface PathFault {
  readonly code: string;
  readonly message: string;
}

/** Names that Windows gives to devices, with or without an extension. */
const RESERVED =
  /^(con|prn|aux|nul|conin\$|conout\$|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])(\..*)?$/i;
const CONTROL = /[\p{Cc}\u2028\u2029]/u;
/** Invisible or direction-changing characters: a name must look like what it is. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/** The fault of a bundle path, or null. Codes are stable. */
export function pathFault(path: string): PathFault | null {
  const found = JSON.stringify(path.length > 120 ? `${path.slice(0, 120)}...` : path);
  const fault = (code: string, why: string): PathFault => ({ code, message: `the path ${found} ${why}` });
  if (path === "") return fault("path-empty", "is empty");
  if (encodeUtf8(path).length > MAX_PATH_BYTES) {
    return fault("path-too-long", `is longer than ${MAX_PATH_BYTES} bytes`);
  }
  if (!path.isWellFormed()) return fault("path-not-utf8", "is not valid Unicode");
  if (CONTROL.test(path)) return fault("path-control", "holds a control character");
  if (path.includes("\\")) return fault("path-backslash", "holds a backslash");
  if (path.startsWith("/")) return fault("path-absolute", "is absolute");
  if (/^[A-Za-z]:/.test(path)) return fault("path-drive", "begins with a drive letter");
  if (path.endsWith("/")) return fault("path-folder", "names a folder: a bundle holds files only");
  if (INVISIBLE.test(path)) {
    return fault("path-invisible", "holds a character that is invisible or changes the writing direction");
  }
  if (path.normalize("NFC") !== path) return fault("path-not-nfc", "is not in Unicode normal form C");
  if (/[<>:"|?*]/.test(path))
    return fault("path-windows", 'holds one of < > : " | ? * (not possible on Windows)');
  for (const segment of path.split("/")) {
    if (segment === "") return fault("path-segment", "has an empty segment");
    if (segment === "." || segment === "..") return fault("path-traversal", "has a . or .. segment");
    if (/[. ]$/.test(segment)) return fault("path-trailing", "has a segment that ends in a dot or a space");
    if (/;[0-9]*$/.test(segment)) {
      return fault("path-version", "has a segment that ends like a file version, which unpacking drops");
    }
    if (RESERVED.test(segment))
      return fault("path-windows", "has a segment that Windows reserves for a device");
  }
  return null;
}

/** Two paths with the same key are the same file on some file system: NFC and full case folding. */
export function collisionKey(path: string): string {
  // Upper case folds what lower case alone keeps apart (ß and ss, final sigma, the long s); lower case before it
  // catches the capital sharp s, which is its own upper case.
  return path.normalize("NFC").toLowerCase().toUpperCase().toLowerCase().normalize("NFC");
}
