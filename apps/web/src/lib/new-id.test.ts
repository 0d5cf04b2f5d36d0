import { Id } from '@reelm/contracts';
import { expect, it } from 'vitest';
import { newId } from './new-id';

it('makes UUIDs, another one each time', () => {
  const ids = Array.from({ length: 50 }, newId);
  expect(ids.filter((id) => !Id.safeParse(id).success)).toEqual([]);
  expect(new Set(ids).size).toBe(50);
});
