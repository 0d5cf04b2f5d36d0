import type { Statistics } from '@reelm/contracts';

/** What came in one month or year. */
interface Step {
  /** `2026-03`, or `2026` where years are shown. */
  time: string;
  added: number;
  bytes: number;
  query: string;
}

/** More months than this cannot be told apart: years are shown. */
const mostMonths = 72;

/** Growth without gaps: months in which nothing came are there with 0. */
export function growthSteps(growth: Statistics['growth']): Step[] {
  const first = growth[0];
  const last = growth.at(-1);
  if (!first || !last) return [];
  const all = monthsBetween(first.month, last.month);
  const byMonth = new Map(growth.map((step) => [step.month, step]));
  const months = all.map((month): Step => {
    const { added = 0, bytes = 0, query = `added:${month}` } = byMonth.get(month) ?? {};
    return { time: month, added, bytes, query };
  });
  return months.length <= mostMonths ? months : byYear(months);
}

function byYear(months: readonly Step[]): Step[] {
  const years = new Map<string, Step>();
  for (const { time, added, bytes } of months) {
    const year = time.slice(0, 4);
    const before = years.get(year) ?? { time: year, added: 0, bytes: 0, query: `added:${year}` };
    years.set(year, { ...before, added: before.added + added, bytes: before.bytes + bytes });
  }
  return [...years.values()];
}

function monthsBetween(from: string, to: string): string[] {
  const count = number(to) - number(from) + 1;
  return Array.from({ length: count }, (_, step) => name(number(from) + step));
}
const number = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
const name = (month: number): string => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;

/** Sums up to each step. */
export function summedUp(values: readonly number[]): number[] {
  let sum = 0;
  return values.map((value) => (sum += value));
}

const shortMonth = new Intl.DateTimeFormat('en', { month: 'short', year: 'numeric', timeZone: 'UTC' });
/** `2026-03` as `Mar 2026`; a year as it is. */
export const timeName = (time: string): string => (time.length === 4 ? time : shortMonth.format(new Date(`${time}-01T00:00:00Z`)));
