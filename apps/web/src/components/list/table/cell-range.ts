/** A cell by its place: in the list, and among the columns that are shown. */
export interface Cell {
  row: number;
  column: number;
}

/** Cells that are marked together. The anchor is the active one and stays; the other end moves. */
export interface Range {
  anchor: Cell;
  end: Cell;
}

/** All four included. */
export interface Rect {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** The row of column heads. */
export const headRow = -1;

export interface Extent {
  rows: number;
  columns: number;
  /** Rows that fit on the screen. */
  page: number;
}

export const rangeAt = (cell: Cell): Range => ({ anchor: cell, end: cell });

export const rectOf = ({ anchor, end }: Range): Rect => ({
  top: Math.min(anchor.row, end.row),
  bottom: Math.max(anchor.row, end.row),
  left: Math.min(anchor.column, end.column),
  right: Math.max(anchor.column, end.column),
});

export const isOne = ({ anchor, end }: Range): boolean => anchor.row === end.row && anchor.column === end.column;
export const heightOf = ({ top, bottom }: Rect): number => bottom - top + 1;
export const widthOf = ({ left, right }: Rect): number => right - left + 1;

export interface KeyPress {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));

/** Where a key leads from a cell, as in the grid pattern of ARIA; null for a key that leads nowhere. */
function stepFrom({ row, column }: Cell, { key, ctrlKey, metaKey }: KeyPress, { rows, columns, page }: Extent, least: number): Cell | null {
  const far = ctrlKey || metaKey;
  const at = (nextRow: number, nextColumn: number): Cell => ({
    row: clamp(nextRow, least, rows - 1),
    column: clamp(nextColumn, 0, columns - 1),
  });
  switch (key) {
    case 'ArrowUp':
      return at(far ? 0 : row - 1, column);
    case 'ArrowDown':
      return at(far ? rows - 1 : row + 1, column);
    case 'ArrowLeft':
      return at(row, far ? 0 : column - 1);
    case 'ArrowRight':
      return at(row, far ? columns - 1 : column + 1);
    case 'PageUp':
      return at(Math.max(0, row - page), column);
    case 'PageDown':
      return at(row + page, column);
    case 'Home':
      return at(far ? 0 : row, 0);
    case 'End':
      return at(far ? rows - 1 : row, columns - 1);
    default:
      return null;
  }
}

/** The range after a key: it moves, or grows while Shift is held. Null for keys that do neither. */
export function moved(range: Range, press: KeyPress, extent: Extent): Range | null {
  if (!press.shiftKey) {
    const cell = stepFrom(range.anchor, press, extent, headRow);
    return cell && rangeAt(cell);
  }
  // Heads are no cells: nothing grows into them or from them.
  if (range.anchor.row === headRow) return null;
  const end = stepFrom(range.end, press, extent, 0);
  return end && { anchor: range.anchor, end };
}

/** The cell that Tab leads to, over the ends of rows; null where the table ends. */
export function tabbed({ row, column }: Cell, back: boolean, { rows, columns }: Pick<Extent, 'rows' | 'columns'>): Cell | null {
  const place = row * columns + column + (back ? -1 : 1);
  return place < 0 || place >= rows * columns ? null : { row: Math.floor(place / columns), column: place % columns };
}

/** What goes from one place of a block to a cell. */
export interface Transfer {
  from: Cell;
  to: Cell;
}

/**
 * Where the cells of a pasted block go. Marked cells that are a whole number of blocks are filled with copies of it, so one value fills all of
 * them; else the block begins at the first marked cell and goes as far as it reaches, within the table.
 */
export function pasteInto(range: Range, block: { rows: number; columns: number }, extent: Pick<Extent, 'rows' | 'columns'>): Transfer[] {
  const rect = rectOf(range);
  const repeats = heightOf(rect) % block.rows === 0 && widthOf(rect) % block.columns === 0;
  const rows = repeats ? heightOf(rect) : block.rows;
  const columns = repeats ? widthOf(rect) : block.columns;
  return cellsOf({
    top: rect.top,
    left: rect.left,
    bottom: Math.min(extent.rows, rect.top + rows) - 1,
    right: Math.min(extent.columns, rect.left + columns) - 1,
  }).map((to) => ({ from: { row: (to.row - rect.top) % block.rows, column: (to.column - rect.left) % block.columns }, to }));
}

/** The cells of a rectangle, row by row. */
export const cellsOf = ({ top, bottom, left, right }: Rect): Cell[] =>
  Array.from({ length: Math.max(0, bottom - top + 1) }, (_, down) => down).flatMap((down) =>
    Array.from({ length: Math.max(0, right - left + 1) }, (__, across) => ({ row: top + down, column: left + across })),
  );

/** Ctrl+D: the first of the marked rows goes into the others; of one row alone, the row above it comes down. */
export function fillDown(range: Range): Transfer[] {
  const { top, bottom, left, right } = rectOf(range);
  const source = top === bottom ? top - 1 : top;
  if (source < 0) return [];
  return cellsOf({ top: source + 1, bottom, left, right }).map((to) => ({ from: { row: source, column: to.column }, to }));
}

/** The rows that the handle was dragged over, beside the marked ones; null where it is within them. */
export function filledRect(range: Range, row: number): Rect | null {
  const rect = rectOf(range);
  if (row > rect.bottom) return { ...rect, top: rect.bottom + 1, bottom: row };
  return row >= 0 && row < rect.top ? { ...rect, top: row, bottom: rect.top - 1 } : null;
}

/** Fills what the handle was dragged over with the marked rows, again and again. */
export function dragFill(range: Range, row: number): Transfer[] {
  const rect = rectOf(range);
  const filled = filledRect(range, row);
  if (!filled) return [];
  const height = heightOf(rect);
  return cellsOf(filled).map((to) => ({
    from: { row: rect.top + ((((to.row - rect.top) % height) + height) % height), column: to.column },
    to,
  }));
}
