// Where an entry's content stands in the archive. Its own header is checked against the directory, and what stands
// between it and the next entry, as they are when the archive is read from front to back.

import type { FileHandle } from "node:fs/promises";
import { LOCAL_SIZE, checkDescriptor, checkLocal, localLengths } from "../../../shared/encoding/zip.ts";
import type { ZipEntry } from "../../../shared/encoding/zip.ts";
import { hidden, overlap, readAt } from "../archive.ts";

/** The offset of the content's first byte; `next` is that of what follows the entry. @throws Fault as readArchive. */
export async function findContent(handle: FileHandle, entry: ZipEntry, next: number): Promise<number> {
  const { name, offset, compressedSize } = entry;
  if (offset + LOCAL_SIZE > next) overlap(name);
  const header = await readAt(handle, offset, offset + LOCAL_SIZE);
  const { nameLength, extraLength } = localLengths(header, name);
  const start = offset + LOCAL_SIZE + nameLength + extraLength;
  const end = start + compressedSize;
  if (end > next) overlap(name);
  const rest = await readAt(handle, offset + LOCAL_SIZE, start);
  const descriptor = checkLocal(header, rest, entry);
  if (next - end !== descriptor) hidden(name);
  if (descriptor > 0) checkDescriptor(await readAt(handle, end, next), entry);
  return start;
}
