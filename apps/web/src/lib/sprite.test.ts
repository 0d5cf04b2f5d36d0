import { describe, expect, it } from 'vitest';
import { cellAtFraction, cellAtTime, cellStyle } from './sprite';

const layout = { columns: 3, rows: 2, cellWidth: 160, cellHeight: 90, times: [0, 1, 5, 20, 21] };

describe('the cell under the pointer', () => {
  it('shares the width equally', () => {
    expect([0, 0.19, 0.2, 0.5, 0.99].map((at) => cellAtFraction(layout, at))).toEqual([0, 0, 1, 2, 4]);
  });

  it('stays inside the sheet at and beyond the edges', () => {
    expect([-0.5, 1, 3].map((at) => cellAtFraction(layout, at))).toEqual([0, 4, 4]);
  });
});

describe('the cell at a time', () => {
  it('is the nearest by true times, which are not evenly spaced', () => {
    expect([0, 0.4, 0.6, 3.1, 12, 13, 20.4, 99].map((at) => cellAtTime(layout, at))).toEqual([0, 0, 1, 2, 2, 3, 3, 4]);
  });

  it('is the first one for a sheet of one', () => {
    expect(cellAtTime({ times: [7] }, 0)).toBe(0);
  });
});

describe('the style of a cell', () => {
  it('positions by steps of one over the number of gaps', () => {
    expect(cellStyle(layout, '/s.jpg?v=1', 4)).toEqual({
      backgroundImage: 'url("/s.jpg?v=1")',
      backgroundSize: '300% 200%',
      backgroundPosition: '50% 100%',
    });
  });

  it('counts from the first of a part of the sheet', () => {
    expect(cellStyle({ ...layout, first: 3 }, '/s.jpg', 1)).toEqual(cellStyle(layout, '/s.jpg', 4));
  });

  it('has no gaps to divide by in a sheet of one column', () => {
    expect(cellStyle({ ...layout, columns: 1, rows: 1 }, '/s.jpg', 0).backgroundPosition).toBe('0% 0%');
  });

  it('cannot be left by a quote in the address', () => {
    expect(cellStyle(layout, '/a") , url("x', 0).backgroundImage).toBe('url("/a%22)%20,%20url(%22x")');
  });
});
