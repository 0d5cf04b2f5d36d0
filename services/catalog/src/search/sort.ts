import { VideoSort } from '@reelm/contracts';
import { z } from 'zod';

export type SortValue = string | number | null;

/** How a list is ordered: one indexed column of `video`, then the id. */
export interface SortKey {
  column: string;
  type: 'text' | 'timestamptz' | 'double precision' | 'bigint';
  descending: boolean;
  /** Items without a value come last, in either direction. */
  nullable: boolean;
  /** What a cursor holds of the column. */
  value: z.ZodType<SortValue>;
}

// No NUL: PostgreSQL's text cannot hold it.
const text = z.string().regex(/^[^\0]*$/);
const number = z.number();
const columns = {
  added: { column: 'created_at', type: 'timestamptz', nullable: false, value: z.iso.datetime() },
  name: { column: 'sort_name', type: 'text', nullable: false, value: text },
  date: { column: 'date_day', type: 'text', nullable: true, value: text.nullable() },
  duration: { column: 'duration', type: 'double precision', nullable: true, value: number.nullable() },
  rating: { column: 'rating', type: 'bigint', nullable: true, value: number.int().nullable() },
  size: { column: 'bytes', type: 'bigint', nullable: false, value: number.int() },
  resolution: { column: 'resolution', type: 'bigint', nullable: true, value: number.int().nullable() },
} as const satisfies Record<string, Omit<SortKey, 'descending'>>;

const isColumn = (name: string): name is keyof typeof columns => Object.hasOwn(columns, name);

const sortKey = (sort: VideoSort): SortKey => {
  const name = sort.replace(/^-/, '');
  if (!isColumn(name)) throw new Error(`No column for the sort order ${sort}.`);
  return { ...columns[name], descending: sort.startsWith('-') };
};

/** Every sort order of the contract. */
export const sortKeys = Object.fromEntries(VideoSort.options.map((sort) => [sort, sortKey(sort)])) as Readonly<Record<VideoSort, SortKey>>;
