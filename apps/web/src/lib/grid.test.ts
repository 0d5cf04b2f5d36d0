import { describe, expect, it } from 'vitest';
import { autoColumns, clampColumns, gridGeometry, neighbour } from './grid';

describe('the geometry of the grid', () => {
  it('fills the width exactly', () => {
    for (const columns of [2, 5, 8, 12]) {
      const { cardWidth, gap } = gridGeometry(1168, columns);
      expect(cardWidth * columns + gap * (columns - 1)).toBeCloseTo(1168);
    }
  });

  it('adds up to the height of a row', () => {
    const { coverHeight, textHeight, gap, rowHeight } = gridGeometry(1168, 5);
    expect(coverHeight + textHeight + gap).toBe(rowHeight);
  });

  it('lets text give way as cards get smaller', () => {
    expect([4, 9, 12].map((columns) => gridGeometry(1168, columns).text)).toEqual(['full', 'title', 'none']);
  });

  it('gives text more room where the letters are larger', () => {
    expect(gridGeometry(3600, 8, 1.75).textHeight).toBe(Math.round(gridGeometry(3600, 8).textHeight * 1.75));
  });
});

describe('the number of columns', () => {
  it('fits the screen', () => {
    expect([358, 1168, 1680, 3400].map((width) => autoColumns(width))).toEqual([2, 5, 7, 12]);
  });

  it('stays within what a phone has room for', () => {
    expect(clampColumns(12, 390)).toBe(4);
    expect(clampColumns(1, 1400)).toBe(2);
  });
});

describe('arrow keys', () => {
  const go = (index: number, key: string) => neighbour(index, key, 4, 10);

  it('walk to the neighbour', () => {
    expect([go(5, 'ArrowLeft'), go(5, 'ArrowRight'), go(5, 'ArrowUp'), go(5, 'ArrowDown')]).toEqual([4, 6, 1, 9]);
  });

  it('reach the last card from above a gap, and stop at the ends', () => {
    expect([go(7, 'ArrowDown'), go(9, 'ArrowDown'), go(0, 'ArrowUp'), go(9, 'ArrowRight'), go(3, 'Enter')]).toEqual([
      9,
      null,
      null,
      null,
      null,
    ]);
  });
});
