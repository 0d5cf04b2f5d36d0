import { expect, it } from 'vitest';
import type { Column } from './column.js';
import { fitColumns, shownLooks } from './fit-columns.js';

const column = (id: string, width: number, part: Partial<Column> = {}): Column => ({ id, label: id, width, text: () => '', ...part });
const columns = [column('name', 300), column('rating', 100), column('files', 80, { extra: true })];

it('shows the usual columns until others were chosen', () => {
  expect(shownLooks(columns, null)).toEqual([{ id: 'name' }, { id: 'rating' }]);
  expect(shownLooks(columns, [{ id: 'files' }, { id: 'gone' }, { id: 'name', width: 90 }])).toEqual([
    { id: 'files' },
    { id: 'name', width: 90 },
  ]);
  expect(shownLooks(columns, [{ id: 'gone' }])).toEqual([{ id: 'name' }, { id: 'rating' }]);
});

it('gives the first column that nobody sized what is left of the room', () => {
  expect(fitColumns(columns, [{ id: 'name' }, { id: 'rating' }], 1000, 1)).toEqual({ name: 900, rating: 100 });
  expect(fitColumns(columns, [{ id: 'name', width: 200 }, { id: 'rating' }], 1000, 1)).toEqual({ name: 200, rating: 800 });
  expect(fitColumns(columns, [{ id: 'name' }, { id: 'rating' }], 200, 1.5)).toEqual({ name: 450, rating: 150 });
  expect(fitColumns(columns, [{ id: 'name', width: 200 }], 1000, 1)).toEqual({ name: 200 });
});
