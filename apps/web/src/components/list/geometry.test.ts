import { describe, expect, it } from 'vitest';
import { gridGeometry, neighbour, rowsInView, wallGeometry, type Shape } from './geometry';

const shape: Shape = { ratio: 16 / 9, width: 230, text: { full: 76, title: 30 } };

describe('the geometry of the grid', () => {
  it('fills the width exactly', () => {
    for (const zoom of [0, 3, 7, 10]) {
      for (const { columns, gap, cell } of [gridGeometry(1168, zoom, shape), wallGeometry(1168, zoom, shape)]) {
        expect(cell.width * columns + gap * (columns - 1)).toBeCloseTo(1168);
      }
    }
  });

  it('adds up to the height of a row', () => {
    const { cell, gap, rowHeight } = gridGeometry(1168, 4, shape);
    expect(cell.pictureHeight + cell.textHeight + gap).toBe(rowHeight);
  });

  it('shows fewer and larger cards at each step of the zoom', () => {
    expect([0, 2, 4, 6, 8, 10].map((zoom) => gridGeometry(1168, zoom, shape).columns)).toEqual([12, 8, 5, 3, 2, 1]);
    expect([0, 4, 10].map((zoom) => gridGeometry(358, zoom, shape).columns)).toEqual([5, 2, 1]);
  });

  it('lets text give way as cards get smaller', () => {
    expect([4, 2, 0].map((zoom) => gridGeometry(1168, zoom, shape).cell.text)).toEqual(['full', 'title', 'none']);
  });

  it('gives text more room where the letters are larger', () => {
    expect(gridGeometry(3600, 4, shape, 1.75).cell.textHeight).toBe(Math.round(76 * 1.75));
  });
});

describe('the rows that exist', () => {
  it('are those in the window and a few more', () => {
    expect(rowsInView(1000, 500, 100, 200)).toEqual([7, 18]);
  });

  it('stay within the list, however far the window is from it', () => {
    expect(rowsInView(-3000, 500, 100, 200)).toEqual([0, 0]);
    expect(rowsInView(90_000, 500, 100, 200)).toEqual([199, 199]);
    expect(rowsInView(0, 500, 100, 2)).toEqual([0, 1]);
  });

  it('are none in an empty list', () => {
    const [first, last] = rowsInView(0, 500, 100, 0);
    expect(last - first + 1).toBe(0);
  });
});

describe('arrow keys', () => {
  const go = (index: number, key: string) => neighbour(index, key, 4, 10);

  it('walk to the neighbour', () => {
    expect([go(5, 'ArrowLeft'), go(5, 'ArrowRight'), go(5, 'ArrowUp'), go(5, 'ArrowDown')]).toEqual([4, 6, 1, 9]);
  });

  it('reach the last card from above a gap, and stop at the ends', () => {
    const steps = [go(7, 'ArrowDown'), go(9, 'ArrowDown'), go(0, 'ArrowUp'), go(9, 'ArrowRight'), go(3, 'Enter')];
    expect(steps).toEqual([9, null, null, null, null]);
  });

  it('lead to both ends', () => {
    expect([go(5, 'Home'), go(5, 'End'), go(0, 'Home')]).toEqual([0, 9, null]);
  });
});
