import { describe, expect, it } from 'vitest';
import { moveColumn, readColumns, resizeColumn, toggleColumn, writeColumns } from './columns.js';

const columns = [{ id: 'name', width: 300 }, { id: 'rating' }, { id: 'date' }];

describe('the columns of a list', () => {
  it('are written short and read again', () => {
    expect(writeColumns(columns)).toBe('name:300,rating,date');
    expect(readColumns(writeColumns(columns))).toEqual(columns);
  });

  it('are the usual ones where the text says so or nothing', () => {
    for (const text of ['usual', '', null, undefined, '<script>,:']) expect(readColumns(text)).toBeNull();
  });

  it('are read without what cannot be meant', () => {
    expect(readColumns('name:99999,rating:5,name,da te,date:3')).toEqual([
      { id: 'rating', width: 20 },
      { id: 'name' },
      { id: 'date', width: 20 },
    ]);
    expect(readColumns(Array.from({ length: 90 }, (_, place) => `c${'x'.repeat(place % 55)}`).join(','))?.length).toBeLessThanOrEqual(60);
  });

  it('move, come and go, and grow', () => {
    expect(moveColumn(columns, 'date', 0).map(({ id }) => id)).toEqual(['date', 'name', 'rating']);
    expect(moveColumn(columns, 'name', 2).map(({ id }) => id)).toEqual(['rating', 'date', 'name']);
    expect(moveColumn(columns, 'date', 3)).toBe(columns);
    expect(toggleColumn(columns, 'rating').map(({ id }) => id)).toEqual(['name', 'date']);
    expect(toggleColumn(columns, 'size').at(-1)).toEqual({ id: 'size' });
    expect(toggleColumn([{ id: 'name' }], 'name')).toEqual([{ id: 'name' }]);
    expect(resizeColumn(columns, 'rating', 120.4)[1]).toEqual({ id: 'rating', width: 120 });
  });
});
