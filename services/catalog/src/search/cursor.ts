import { AppError } from '@reelm/service-kit';
import { z } from 'zod';
import type { Order, SortValue } from './sort.js';

/**
 * A place in a list: behind the item with these values and this id, seen in the direction of reading.
 * Without an id it lies before the first item whose first value is this one.
 */
export interface Place {
  values: readonly SortValue[];
  id: string | null;
}

export interface Cursor {
  place: Place;
  /** Read towards the beginning. */
  backward: boolean;
}

/** The address of a page: opaque to clients, and only good for the sort order that it was made for. */
export const encodeCursor = (sort: string, { place, backward }: Cursor): string =>
  Buffer.from(JSON.stringify([sort, backward ? 1 : 0, place.id, ...place.values])).toString('base64url');

/** @throws AppError `cursor.invalid` for anything that {@link encodeCursor} did not make for this sort order. */
export function decodeCursor(cursor: string, sort: string, order: Order): Cursor {
  const parsed = z
    .tuple([z.literal(sort), z.literal([0, 1]), z.uuid().nullable()], z.unknown())
    .safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!parsed.success) throw new AppError('cursor.invalid');
  const [, backward, id, ...rest] = parsed.data;
  const schemas = valuesOf(order);
  const values = z
    .array(z.unknown())
    .length(id === null ? 1 : schemas.length)
    .safeParse(rest);
  const read = values.success ? values.data.map((value, index) => schemas[index]?.safeParse(value)) : [undefined];
  return {
    place: {
      values: read.map((result) => {
        if (!result?.success) throw new AppError('cursor.invalid');
        return result.data;
      }),
      id,
    },
    backward: backward === 1,
  };
}

/** What the values of a place look like. */
const valuesOf = (order: Order): z.ZodType<SortValue>[] => {
  switch (order.by) {
    case 'steps':
      return order.steps.map(({ key }) => (key.valued ? key.value.nullable() : key.value));
    case 'chance':
      return [z.int32()];
    case 'relevance':
      return [z.number()];
  }
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
