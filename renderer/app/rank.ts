// Which commands are meant by what was typed, best first.

export interface Rankable {
  readonly title: string;
  readonly group: string;
}

/**
 * Keeps what holds every word of the query, as the beginning of a word, inside one, or as letters in order; better
 * matches first, and equals in the order in which they came. An empty query keeps all.
 */
export function rank<T extends Rankable>(query: string, entries: readonly T[]): T[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return entries
    .map((entry) => ({ entry, score: scoreOf(words, entry) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ entry }) => entry);
}

function scoreOf(words: readonly string[], { title, group }: Rankable): number {
  let score = 1;
  for (const word of words) {
    // The group helps to find, and counts for less than the title.
    const best = Math.max(scoreWord(word, title.toLowerCase()) * 2, scoreWord(word, group.toLowerCase()));
    if (best === 0) return 0;
    score += best;
  }
  return score;
}

function scoreWord(word: string, text: string): number {
  if (text.startsWith(word)) return 12;
  if (new RegExp(`\\b${escaped(word)}`).test(text)) return 9;
  if (text.includes(word)) return 5;
  return isSpread(word, text) ? 1 : 0;
}

/** Whether the letters stand in the text in order, the first at the beginning of a word. */
function isSpread(word: string, text: string): boolean {
  const starts = [...text.matchAll(/\b\w/g)].map(({ index }) => index);
  return starts.some((start) => {
    if (text[start] !== word[0]) return false;
    let at = start;
    for (const letter of word) {
      at = text.indexOf(letter, at) + 1;
      if (at === 0) return false;
    }
    return true;
  });
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
