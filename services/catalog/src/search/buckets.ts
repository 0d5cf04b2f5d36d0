import type { Buckets } from '@reelm/contracts';
import { encodeCursor } from './cursor.js';
import type { Of } from './meaning.js';
import type { SortValue, Step } from './sort.js';

/** Marks that a scrubber has room for. */
const mostBuckets = 60;

/** A hit of the sample with what the list is sorted by first. */
export interface Sampled {
  value: SortValue | Date;
}

/** The column of a sample that buckets are made from. */
export const bucketColumns =
  ({ key }: Step): Of =>
  (alias) =>
    `${key.valued ? `CASE WHEN ${key.valued(alias)} THEN ${key.of(alias)} END` : key.of(alias)} AS value`;

/** Groups of hits along the list, in its order; those without a value are the last one. */
export const toBuckets = (rows: readonly Sampled[], step: Step, sort: string): Buckets['buckets'] => {
  const values = rows.map(({ value }) => (value instanceof Date ? value.toISOString() : value));
  const known = values.filter((value) => value !== null).toSorted(compare);
  if (step.descending) known.reverse();
  const groups = grouped(known, labellers(step, known));
  const missing = values.length - known.length;
  const place = (value: SortValue) => encodeCursor(sort, { place: { values: [value], id: null }, backward: false });
  return [
    ...groups.map(({ label, first, count }, index) => ({
      label,
      share: count / rows.length,
      cursor: index === 0 ? null : place(first),
    })),
    ...(missing > 0 ? [{ label: '–', share: missing / rows.length, cursor: known.length === 0 ? null : place(null) }] : []),
  ];
};

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

interface Group {
  label: string;
  first: string | number;
  count: number;
}

/** By the finest labels that do not make too many groups. */
const grouped = (known: readonly (string | number)[], finestFirst: readonly ((value: string | number) => string)[]): Group[] => {
  for (const [index, label] of finestFirst.entries()) {
    const groups: Group[] = [];
    for (const value of known) {
      const last = groups.at(-1);
      const name = label(value);
      if (last?.label === name) last.count += 1;
      else groups.push({ label: name, first: value, count: 1 });
    }
    if (groups.length <= mostBuckets || index === finestFirst.length - 1) return groups;
  }
  return [];
};

/** How the values of a sort key are called, in finer and coarser words. */
const labellers = ({ key, name }: Step, known: readonly (string | number)[]): ((value: string | number) => string)[] => {
  if (key.type === 'timestamptz' || name === 'date' || name === 'birthdate')
    return [10, 7, 4, 3].map((length) => (value) => (length === 3 ? `${String(value).slice(0, 3)}0` : String(value).slice(0, length)));
  if (key.type === 'text')
    return [2, 1].map((length) => (value) => Array.from(String(value).trimStart()).slice(0, length).join('').toUpperCase());
  const numbers = known.map(Number);
  const span = numbers.length === 0 ? 0 : Math.abs((numbers.at(-1) ?? 0) - (numbers[0] ?? 0));
  // Steps of 1, 2 or 5 times a power of ten, of which about twenty cover the range.
  const exact = span / 20;
  const power = 10 ** Math.floor(Math.log10(Math.max(exact, 1)));
  const stride = Math.max(1, (exact / power > 5 ? 10 : exact / power > 2 ? 5 : exact / power > 1 ? 2 : 1) * power);
  return [(value) => String(Math.floor(Number(value) / stride) * stride)];
};
