import { describe, expect, it } from 'vitest';
import { dragFill, fillDown, filledRect, headRow, isOne, moved, pasteInto, rangeAt, rectOf, tabbed, type Range } from './cell-range.js';

const extent = { rows: 100, columns: 5, page: 20 };
const press = (key: string, held: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey', boolean>> = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  ...held,
});
const at = (row: number, column: number): Range => rangeAt({ row, column });
const over = (top: number, left: number, bottom: number, right: number): Range => ({
  anchor: { row: top, column: left },
  end: { row: bottom, column: right },
});

describe('keys', () => {
  it('walk from cell to cell and stop at the edges', () => {
    expect(moved(at(3, 2), press('ArrowDown'), extent)).toEqual(at(4, 2));
    expect(moved(at(99, 4), press('ArrowDown'), extent)).toEqual(at(99, 4));
    expect(moved(at(0, 2), press('ArrowUp'), extent)).toEqual(at(headRow, 2));
    expect(moved(at(headRow, 2), press('ArrowDown'), extent)).toEqual(at(0, 2));
    expect(moved(at(3, 0), press('ArrowLeft'), extent)).toEqual(at(3, 0));
    expect(moved(at(3, 2), press('Home'), extent)).toEqual(at(3, 0));
    expect(moved(at(3, 2), press('End', { ctrlKey: true }), extent)).toEqual(at(99, 4));
    expect(moved(at(3, 2), press('PageDown'), extent)).toEqual(at(23, 2));
    expect(moved(at(3, 2), press('PageUp'), extent)).toEqual(at(0, 2));
    expect(moved(at(3, 2), press('a'), extent)).toBeNull();
  });

  it('grow the range while Shift is held, from the cell where it began', () => {
    const grown = moved(at(3, 2), press('ArrowDown', { shiftKey: true }), extent);
    expect(grown).toEqual(over(3, 2, 4, 2));
    const wider = grown && moved(grown, press('ArrowLeft', { shiftKey: true }), extent);
    expect(wider && rectOf(wider)).toEqual({ top: 3, bottom: 4, left: 1, right: 2 });
    expect(moved(at(0, 2), press('ArrowUp', { shiftKey: true }), extent)).toEqual(at(0, 2));
    expect(moved(at(headRow, 2), press('ArrowDown', { shiftKey: true }), extent)).toBeNull();
    // Without Shift the range is one cell again.
    const one = wider && moved(wider, press('ArrowDown'), extent);
    expect(one && isOne(one)).toBe(true);
  });

  it('go over the ends of rows with Tab', () => {
    expect(tabbed({ row: 3, column: 4 }, false, extent)).toEqual({ row: 4, column: 0 });
    expect(tabbed({ row: 3, column: 0 }, true, extent)).toEqual({ row: 2, column: 4 });
    expect(tabbed({ row: 99, column: 4 }, false, extent)).toBeNull();
    expect(tabbed({ row: 0, column: 0 }, true, extent)).toBeNull();
  });
});

describe('pasting', () => {
  it('fills all marked cells with one value', () => {
    const pairs = pasteInto(over(2, 1, 4, 2), { rows: 1, columns: 1 }, extent);
    expect(pairs).toHaveLength(6);
    expect(pairs.every(({ from }) => from.row === 0 && from.column === 0)).toBe(true);
  });

  it('repeats a block that fits a whole number of times', () => {
    const pairs = pasteInto(over(0, 0, 3, 0), { rows: 2, columns: 1 }, extent);
    expect(pairs.map(({ from, to }) => [from.row, to.row])).toEqual([
      [0, 0],
      [1, 1],
      [0, 2],
      [1, 3],
    ]);
  });

  it('goes over the marked cells where the block is larger, but not over the table', () => {
    const pairs = pasteInto(at(98, 4), { rows: 3, columns: 2 }, extent);
    expect(pairs.map(({ to }) => to)).toEqual([
      { row: 98, column: 4 },
      { row: 99, column: 4 },
    ]);
  });
});

describe('filling', () => {
  it('brings the first row down, or the row above a single one', () => {
    expect(fillDown(over(2, 0, 4, 1)).map(({ from, to }) => [from.row, to.row, to.column])).toEqual([
      [2, 3, 0],
      [2, 3, 1],
      [2, 4, 0],
      [2, 4, 1],
    ]);
    expect(fillDown(at(3, 1))).toEqual([{ from: { row: 2, column: 1 }, to: { row: 3, column: 1 } }]);
    expect(fillDown(at(0, 1))).toEqual([]);
  });

  it('repeats the marked rows in either direction', () => {
    const range = over(10, 0, 11, 0);
    expect(dragFill(range, 14).map(({ from, to }) => [from.row, to.row])).toEqual([
      [10, 12],
      [11, 13],
      [10, 14],
    ]);
    expect(dragFill(range, 7).map(({ from, to }) => [from.row, to.row])).toEqual([
      [11, 7],
      [10, 8],
      [11, 9],
    ]);
    expect(dragFill(range, 11)).toEqual([]);
    expect(filledRect(range, 14)).toEqual({ top: 12, bottom: 14, left: 0, right: 0 });
  });
});
