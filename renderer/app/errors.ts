// Errors of calls, as the interface treats them.

import { CallError } from "../../shared/contract/reply.ts";

export function wasCancelled(error: unknown): boolean {
  return error instanceof CallError && error.code === "cancelled";
}

/** What is to be said of it, as a sentence: where it begins with a word, that word begins with a capital. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const sentence = /^[a-z]+[ ,]/.test(text) ? `${text.slice(0, 1).toUpperCase()}${text.slice(1)}` : text;
  return /[\w)'"]$/.test(sentence) ? `${sentence}.` : sentence;
}
