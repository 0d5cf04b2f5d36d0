import type { Age, NumberClause } from './tree.js';

/** How a kind of value is read from text and written back. `read` gives null for what it does not know; `write` is canonical. */
interface Literal<V> {
  read: (text: string) => V | null;
  write: (value: V) => string;
  /** Completes "… is not" and "write …" in error messages. */
  noun: string;
  examples: string;
}

const greatestCount = 999_999_999;

const integer: Literal<number> = {
  read: (text) => (/^\d{1,9}$/.test(text) ? Number(text) : null),
  write: String,
  noun: 'a whole number',
  examples: '`80`',
};

/** Three digits behind the point tell 23.976 from 24 pictures per second; more are noise. */
const decimal: Literal<number> = {
  read: (text) => (/^-?\d{1,9}(?:\.\d{1,3})?$/.test(text) ? Number(text) + 0 : null),
  write: String,
  noun: 'a number',
  examples: '`30` or `23.976`',
};

const duration: Literal<number> = {
  read: (text) => {
    const match = /^(?=\d)(?:(\d{1,6})h)?(?:(\d{1,8})m)?(?:(\d{1,9})s)?$/i.exec(text);
    if (!match) return null;
    const [, hours = 0, minutes = 0, seconds = 0] = match;
    const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    return total <= greatestCount ? total : null;
  },
  write: (seconds) => {
    const parts = [
      [Math.floor(seconds / 3600), 'h'],
      [Math.floor(seconds / 60) % 60, 'm'],
      [seconds % 60, 's'],
    ] as const;
    const text = parts.map(([count, unit]) => (count > 0 ? `${count}${unit}` : '')).join('');
    return text || '0s';
  },
  noun: 'a duration',
  examples: '`90s`, `10m` or `1h30m`',
};

type Unit = readonly [name: string, factor: number];

/** Bytes in each unit, greatest first. */
// prettier-ignore
const sizeUnits: readonly Unit[] = [
  ['TiB', 2 ** 40], ['TB', 1e12],
  ['GiB', 2 ** 30], ['GB', 1e9],
  ['MiB', 2 ** 20], ['MB', 1e6],
  ['KiB', 2 ** 10], ['kB', 1e3],
  ['B', 1],
];

const bitrateUnits: readonly Unit[] = [
  ['Gbps', 1e9],
  ['Mbps', 1e6],
  ['kbps', 1e3],
  ['bps', 1],
];

/** The greatest unit in which the amount is whole. */
export const unitOf = (amount: number, type: 'size' | 'bitrate'): Unit => {
  const units = type === 'size' ? sizeUnits : bitrateUnits;
  return units.find(([, factor]) => amount > 0 && amount % factor === 0) ?? [type === 'size' ? 'B' : 'bps', 1];
};

const measured = (type: 'size' | 'bitrate', units: readonly Unit[], noun: string, examples: string): Literal<number> => ({
  read: (text) => {
    const [, amount, name = ''] = /^(\d{1,16}(?:\.\d{1,9})?)([a-z]{1,4})$/i.exec(text) ?? [];
    const unit = units.find(([unitName]) => unitName.toLowerCase() === name.toLowerCase());
    if (!amount || !unit) return null;
    const total = Math.round(Number(amount) * unit[1]);
    return total <= 1e15 ? total : null;
  },
  write: (amount) => {
    const [name, factor] = unitOf(amount, type);
    return `${amount / factor}${name}`;
  },
  noun,
  examples,
});

const resolutionNames: Readonly<Record<string, number>> = { '4k': 2160, '8k': 4320 };

const resolution: Literal<number> = {
  read: (text) => {
    const named = Object.entries(resolutionNames).find(([name]) => name === text.toLowerCase());
    if (named) return named[1];
    return /^\d{1,5}p$/i.test(text) ? Number.parseInt(text, 10) : null;
  },
  write: (lines) => Object.entries(resolutionNames).find(([, value]) => value === lines)?.[0] ?? `${lines}p`,
  noun: 'a resolution',
  examples: '`720p`, `1080p` or `4k`',
};

export const numbers: Readonly<Record<NumberClause['type'], Literal<number>>> = {
  integer,
  decimal,
  duration,
  size: measured('size', sizeUnits, 'a size', '`10MB` or `2GiB`'),
  bitrate: measured('bitrate', bitrateUnits, 'a bit rate', '`800kbps` or `5Mbps`'),
  resolution,
};

/** Dates of the years 1000 to 2999; anything else is a slip of the finger. */
export const date: Literal<string> = {
  read: (text) => {
    const [, year, month = '01', day = '01'] = /^([12]\d{3})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text) ?? [];
    if (!year) return null;
    // A day that is not in the calendar rolls over to another one.
    const first = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
    return first.toISOString().startsWith(`${year}-${month}-${day}`) ? text : null;
  },
  write: (text) => text,
  noun: 'a date',
  examples: '`2019`, `2019-06`, `2019-06-30` or `<30d`',
};

/** Hours in each unit of age; months and years are averages, good enough to order ages by. */
const ageHours: Readonly<Record<Age['unit'], number>> = { h: 1, d: 24, w: 168, mo: 730.5, y: 8766 };

export const hoursOf = ({ amount, unit }: Age): number => amount * ageHours[unit];

const isAgeUnit = (unit: string): unit is Age['unit'] => Object.hasOwn(ageHours, unit);

export const age: Literal<Age> = {
  read: (text) => {
    const [, amount, unit = ''] = /^(\d{1,4})([a-z]{1,2})$/.exec(text.toLowerCase()) ?? [];
    if (!amount || !isAgeUnit(unit)) return null;
    const found = { amount: Number(amount), unit };
    // Not before the year 1000, where dates stop being four digits.
    return hoursOf(found) <= hoursOf({ amount: 1000, unit: 'y' }) ? found : null;
  },
  write: ({ amount, unit }) => `${amount}${unit}`,
  noun: 'an age',
  examples: '`12h`, `30d`, `2w`, `6mo` or `1y`',
};
