import { unitOf } from './literals.js';
import type { Age, AgeClause, Comparison, DateClause, Equals, NumberClause } from './tree.js';

/** `from` is included, `to` is not; null is open. */
export interface Interval<V> {
  from: V | null;
  to: V | null;
}

/** Short sides of the usual picture sizes: a resolution is shown as the greatest of these that it reaches. */
const resolutionSteps = [144, 240, 360, 480, 540, 720, 1080, 1440, 2160, 4320];

/** Takes away what binary fractions add to sums of decimals, which have three digits, or four where one is halved. */
const tidy = (value: number): number => Math.round(value * 10_000) / 10_000;

/** All that shows as `value`: `duration:10m` is 10:00 to 10:59, `resolution:720p` all below 1080p, `framerate:30` what rounds to 30. */
const shownAs = (value: number, type: NumberClause['type']): Interval<number> => {
  switch (type) {
    case 'integer':
      return { from: value, to: value + 1 };
    case 'decimal': {
      const digits = String(value).split('.')[1]?.length ?? 0;
      const half = 0.5 / 10 ** digits;
      return { from: tidy(value - half), to: tidy(value + half) };
    }
    case 'duration':
      return { from: value, to: value + (value % 60 === 0 ? 60 : 1) };
    case 'size':
    case 'bitrate':
      return { from: value, to: value + unitOf(value, type)[1] };
    case 'resolution':
      return { from: value, to: resolutionSteps.find((step) => step > value) ?? null };
  }
};

/**
 * The values that a number clause lets through, in the unit of its type.
 * Only `:` is about what a value shows as; comparisons and ranges take it at its word.
 */
export const numberInterval = ({ test, type }: NumberClause): Interval<number> =>
  test.op === 'equals'
    ? shownAs(test.value, type)
    : intervalOf(test, (value) => ({ from: value, to: type === 'decimal' ? tidy(value + 0.001) : value + 1 }));

/**
 * The instants that a date or age clause lets through. Absolute dates are whole periods in UTC: `date>2019` starts with 2020.
 * @param now what ages are counted back from
 */
export const dateInterval = (clause: DateClause | AgeClause, now: Date): Interval<Date> => {
  if (clause.kind === 'date') return intervalOf(clause.test, periodOf);
  const { test } = clause;
  switch (test.op) {
    case 'less':
    case 'atMost':
      return { from: before(now, test.value), to: null };
    case 'greater':
    case 'atLeast':
      return { from: null, to: before(now, test.value) };
    case 'between':
      return { from: before(now, test.to), to: before(now, test.from) };
  }
};

const intervalOf = <V, T>(test: Equals<V> | Comparison<V>, spanOf: (value: V) => { from: T; to: T }): Interval<T> => {
  switch (test.op) {
    case 'equals':
      return spanOf(test.value);
    case 'less':
      return { from: null, to: spanOf(test.value).from };
    case 'atMost':
      return { from: null, to: spanOf(test.value).to };
    case 'greater':
      return { from: spanOf(test.value).to, to: null };
    case 'atLeast':
      return { from: spanOf(test.value).from, to: null };
    case 'between':
      return { from: spanOf(test.from).from, to: spanOf(test.to).to };
  }
};

const periodOf = (date: string): { from: Date; to: Date } => {
  const [year = 0, month, day] = date.split('-').map(Number);
  const from = new Date(Date.UTC(year, (month ?? 1) - 1, day ?? 1));
  if (month === undefined) return { from, to: new Date(Date.UTC(year + 1, 0)) };
  return { from, to: new Date(day === undefined ? Date.UTC(year, month) : Date.UTC(year, month - 1, day + 1)) };
};

const before = (now: Date, { amount, unit }: Age): Date => {
  const then = new Date(now);
  switch (unit) {
    case 'h':
      then.setUTCHours(then.getUTCHours() - amount);
      return then;
    case 'd':
      then.setUTCDate(then.getUTCDate() - amount);
      return then;
    case 'w':
      then.setUTCDate(then.getUTCDate() - 7 * amount);
      return then;
    case 'mo':
      return monthsBefore(then, amount);
    case 'y':
      return monthsBefore(then, 12 * amount);
  }
};

const monthsBefore = (date: Date, months: number): Date => {
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() - months);
  // A month before 31 March is the last of February, not 3 March.
  if (date.getUTCDate() !== day) date.setUTCDate(0);
  return date;
};
