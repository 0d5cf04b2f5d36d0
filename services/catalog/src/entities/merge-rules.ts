import type { ExternalId } from '@reelm/contracts';

/** What becomes of one column when rows are merged: its values, that of the row that stays first. */
export type MergeRule = (values: readonly unknown[]) => unknown;

/** What the row that stays has. */
export const own: MergeRule = ([value]) => value;

/** The first value that there is. */
export const first: MergeRule = (values) => values.find((value) => value !== null) ?? null;

export const either: MergeRule = (values) => values.some((value) => value === true);

export const sum: MergeRule = (values) => values.reduce<number>((total, value) => total + (value as number), 0);

/** All entries of all lists, each once. */
export const union: MergeRule = (values) => [...new Set((values as readonly string[][]).flat())];

/** All entries of all lists of objects; of those with the same key the first. */
const distinctBy =
  <T>(keyOf: (item: T) => string): MergeRule =>
  (values) => {
    const found = new Map<string, T>();
    for (const item of (values as readonly T[][]).flat()) if (!found.has(keyOf(item))) found.set(keyOf(item), item);
    return [...found.values()];
  };

/** The entries of all objects; of a key in several the first that has it. */
export const fill: MergeRule = (values) => Object.assign({}, ...(values as readonly object[]).toReversed()) as unknown;

export const externalIds = distinctBy<ExternalId>(({ endpoint, id }) => JSON.stringify([endpoint, id]));

/** A group within a group as the column `parts` holds it. */
export interface Part {
  id: string;
  description: string | null;
}
export const parts = distinctBy<Part>(({ id }) => id);

interface Timed {
  startSeconds: number;
  title: string;
}
export const chapters: MergeRule = (values) =>
  (distinctBy<Timed>(({ startSeconds, title }) => JSON.stringify([startSeconds, title]))(values) as Timed[]).toSorted(
    (a, b) => a.startSeconds - b.startSeconds,
  );

/** What is particular to a performer in a video, as the column `credits` holds it. */
export interface CreditEntry {
  performerId: string;
  creditedAs: string | null;
  tagIds: string[];
}

/** One entry for each performer: tags of all, and all names where there are several. */
export const credits: MergeRule = (values) => {
  const found = new Map<string, CreditEntry>();
  for (const entry of (values as readonly CreditEntry[][]).flat()) {
    const known = found.get(entry.performerId);
    found.set(entry.performerId, known === undefined ? entry : joined(known, entry));
  }
  return [...found.values()];
};

const joined = (a: CreditEntry, b: CreditEntry): CreditEntry => {
  const names = new Set([a.creditedAs, b.creditedAs].filter((name) => name !== null));
  return {
    performerId: a.performerId,
    creditedAs: names.size === 0 ? null : [...names].join(' / '),
    tagIds: [...new Set([...a.tagIds, ...b.tagIds])],
  };
};
