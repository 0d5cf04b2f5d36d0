import { yearsBetween } from '../../lib/dates';

export interface Year<T> {
  /** Null for what has no date; it comes last. */
  year: number | null;
  /** How old the performer was then, most likely. */
  age: number | null;
  items: T[];
}

/** Items by the year of their date, newest first. */
export function byYear<T extends { date: string | null }>(items: readonly T[], birthDate: string | null): Year<T>[] {
  const years = new Map<number | null, T[]>();
  for (const item of items) {
    const year = item.date === null ? null : Number(item.date.slice(0, 4));
    const known = years.get(year);
    if (known) known.push(item);
    else years.set(year, [item]);
  }
  return [...years]
    .toSorted(([a], [b]) => (b ?? -Infinity) - (a ?? -Infinity))
    .map(([year, of]) => ({ year, age: year === null ? null : yearsBetween(birthDate, of[0]?.date ?? ''), items: of }));
}
