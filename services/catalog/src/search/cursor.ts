import type { VideoSort } from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';
import { z } from 'zod';
import { sortKeys, type SortValue } from './sort.js';

/** The last item of a page: its place in the sort order. The value is null where the item has none, which sorts last. */
export interface Place {
  value: SortValue;
  id: string;
}

/** The address of the page after `place`: opaque to clients, and only good for the sort order that it was made for. */
export const encodeCursor = (sort: VideoSort, { value, id }: Place): string =>
  Buffer.from(JSON.stringify([sort, value, id])).toString('base64url');

/** @throws AppError `cursor.invalid` for anything that {@link encodeCursor} did not make for this sort order. */
export function decodeCursor(cursor: string, sort: VideoSort): Place {
  const schema = z.tuple([z.literal(sort), sortKeys[sort].value, z.uuid()]);
  const parsed = schema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!parsed.success) throw new AppError('cursor.invalid');
  const [, value, id] = parsed.data;
  return { value, id };
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
