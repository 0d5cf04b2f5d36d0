import type { MatchedKind } from '@reelm/contracts';
import type { z } from 'zod';

/** A name or alias of something that may be found in a path. */
export interface KnownName {
  kind: z.infer<typeof MatchedKind>;
  id: string;
  name: string;
}

/** Where a name stands in a path, in UTF-16 units. */
export interface NameMatch {
  kind: KnownName['kind'];
  id: string;
  start: number;
  end: number;
}

/** A word of a path. `hard`: something other than letters and digits stands before it. */
interface Word {
  text: string;
  start: number;
  end: number;
  hard: boolean;
}

interface Spelling {
  kind: KnownName['kind'];
  id: string;
  /** Lengths of the joined name up to each of its gaps: where a path may have a separator. */
  gaps: ReadonlySet<number>;
}

/** Letters without case and accents, so that `Zoë` is found in `ZOE`. */
const fold = (text: string): string => (isPlain(text) ? text : text.normalize('NFKD').replace(/\p{M}/gu, '')).toLowerCase();

/** ASCII, as most paths are: ten times cheaper to take apart. */
const isPlain = (text: string): boolean => /^[\0-\x7f]*$/.test(text);
const plainWord = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g;
const anyWord = /(?:\p{Lu}\p{M}*)+(?![\p{Ll}\p{M}])|(?:\p{Lu}\p{M}*)?[[\p{L}\p{M}]--\p{Lu}]+|\p{N}+/gv;

/**
 * Words of a text. Besides at separators, a word ends where a capital follows a small letter and where digits begin or end: `JaneDoe07` is
 * three words, but of a kind that names may run across.
 */
const wordsOf = (text: string): Word[] => {
  const words: Word[] = [];
  for (const match of text.matchAll(isPlain(text) ? plainWord : anyWord)) {
    const end = words.at(-1)?.end;
    words.push({ text: fold(match[0]), start: match.index, end: match.index + match[0].length, hard: match.index !== end });
  }
  return words;
};

/** Shorter names than this, in letters and digits, stand in too many paths by chance. */
const shortestName = 3;
const longestName = 80;

/**
 * Finds names in paths, whole words only, whatever separates the words of a name: `Jane Doe` is found in `jane.doe_01.mp4` and `JaneDoe`,
 * but not in `Janedoes`. A name inside of a longer one of the same kind does not count.
 *
 * Reading a path costs a look-up for each run of words, no matter how many names there are.
 */
export class NameMatcher {
  private readonly spellings = new Map<string, Spelling[]>();

  constructor(names: Iterable<KnownName>) {
    for (const { kind, id, name } of names) {
      const words = wordsOf(name);
      const joined = words.map(({ text }) => text).join('');
      if (joined.length < shortestName || joined.length > longestName) continue;
      const gaps = new Set<number>();
      let length = 0;
      for (const word of words) {
        if (word.hard) gaps.add(length);
        length += word.text.length;
      }
      const known = this.spellings.get(joined) ?? [];
      // A name and an alias may differ in nothing but their separators.
      const same = known.findIndex((spelling) => spelling.id === id);
      if (same < 0) this.spellings.set(joined, [...known, { kind, id, gaps }]);
      else known[same] = { kind, id, gaps: new Set([...(known[same]?.gaps ?? []), ...gaps]) };
    }
  }

  /** Whether there are no names to find. */
  get empty(): boolean {
    return this.spellings.size === 0;
  }

  /** The first place of each entity that a path names. */
  find(path: string): NameMatch[] {
    const words = wordsOf(path);
    const found = words.flatMap((_, first) => this.from(words, first));
    const outermost = found.filter((match) => !found.some((other) => other.kind === match.kind && contains(other, match)));
    const seen = new Set<string>();
    return outermost.filter(({ id }) => !seen.has(id) && seen.add(id));
  }

  private from(words: readonly Word[], first: number): NameMatch[] {
    const found: NameMatch[] = [];
    const separators: number[] = [];
    let joined = '';
    for (let last = first; last < words.length && joined.length < longestName; last += 1) {
      const word = words[last];
      const begin = words[first];
      if (word === undefined || begin === undefined) break;
      if (last > first && word.hard) separators.push(joined.length);
      joined += word.text;
      for (const { kind, id, gaps } of this.spellings.get(joined) ?? [])
        if (separators.every((place) => gaps.has(place))) found.push({ kind, id, start: begin.start, end: word.end });
    }
    return found;
  }
}

const contains = (outer: NameMatch, inner: NameMatch): boolean =>
  outer.start <= inner.start && inner.end <= outer.end && outer.end - outer.start > inner.end - inner.start;
