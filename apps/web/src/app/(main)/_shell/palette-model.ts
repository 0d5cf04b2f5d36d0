/** Something that the palette offers to do. */
export interface Offer {
  id: string;
  label: string;
  /** Other words that somebody may type for it. */
  words?: string;
}

/**
 * Offers that answer what is typed, the best first: every typed word begins a word of the offer. Words of the label count more than
 * others, and the first word of the label most.
 */
export function ranked<T extends Offer>(offers: readonly T[], typed: string): T[] {
  const wanted = wordsOf(typed);
  return offers
    .map((offer, place) => ({ offer, place, score: scoreOf(offer, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score || one.place - other.place)
    .map(({ offer }) => offer);
}

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

function scoreOf({ label, words = '' }: Offer, wanted: readonly string[]): number {
  const named = wordsOf(label);
  const also = wordsOf(words);
  const scores = wanted.map((word) => {
    if (named[0]?.startsWith(word)) return 3;
    if (named.some((other) => other.startsWith(word))) return 2;
    return also.some((other) => other.startsWith(word)) ? 1 : 0;
  });
  return scores.includes(0) ? 0 : 1 + scores.reduce<number>((sum, score) => sum + score, 0);
}
