// What an error of the operating system means, in words for people.

import { Fault } from "../../shared/model/fault.ts";

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "permission is denied",
  EPERM: "permission is denied",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is not a folder",
  EEXIST: "it exists already",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "it would be larger than allowed here",
  EROFS: "the disk is read-only",
  EMFILE: "too many files are open",
  ELOOP: "its symbolic links lead in a circle",
  ENAMETOOLONG: "its name is too long",
  EIO: "the disk reports an error",
};

/** The code of an error of the operating system (`ENOENT`), or undefined for any other error. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || !("syscall" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** One clause, without the path and without a stack. */
export function explain(error: unknown): string {
  if (error instanceof Fault) return error.message;
  const code = errorCode(error);
  const words = code === undefined ? undefined : WORDS[code];
  return words ?? (error instanceof Error ? error.message : String(error));
}
