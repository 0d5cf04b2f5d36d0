import { quote } from './grammar.js';

/**
 * - `too_long`, `too_deep`, `too_many`: over the limits of `queryLimits`
 * - `syntax`: the grammar does not allow this here
 * - `field`: no field has this name
 * - `operator`: the field does not take this operator
 * - `value`: the field does not take this value
 */
export type QueryErrorCode = 'too_long' | 'too_deep' | 'too_many' | 'syntax' | 'field' | 'operator' | 'value';

/** What is wrong and where: `start` (included) to `end` (not included) in UTF-16 units, as JavaScript counts; empty at the end of the text. */
export interface QueryError {
  code: QueryErrorCode;
  /** One sentence; what the user wrote and could write stands in `backticks`. */
  message: string;
  /** What to do about it. */
  hint?: string;
  start: number;
  end: number;
}

/** Backticks around text, cut where it is long. */
export const code = (text: string): string => `\`${text.length > 40 ? `${text.slice(0, 39)}…` : text}\``;

export const quoteHint = (text: string): string => `To search for the text itself, put it in quotes: ${code(quote(text))}.`;

/** The candidate that a misspelt word most likely stands for. One slip in three letters is a typing error, more is another word. */
export const closest = (word: string, candidates: readonly string[]): string | undefined =>
  candidates
    .map((candidate) => ({ candidate, slips: Math.min(Math.ceil(candidate.length / 3), word.length - 1) }))
    // The difference in length is a lower bound, which spares the work for words that are far too long.
    .filter(({ candidate, slips }) => Math.abs(candidate.length - word.length) <= slips)
    .map(({ candidate, slips }) => ({ candidate, slips, distance: editDistance(word.toLowerCase(), candidate) }))
    .filter(({ slips, distance }) => distance <= slips)
    .toSorted((a, b) => a.distance - b.distance)[0]?.candidate;

/** Levenshtein distance: insertions, deletions and replacements that turn one word into the other. */
const editDistance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replace, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
};
