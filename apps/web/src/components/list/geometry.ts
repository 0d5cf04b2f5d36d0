import type { CellSize } from './kind';

/** How the cards of a kind are cut. */
export interface Shape {
  /** Width over height of the picture. */
  ratio: number;
  /** Width of a card at the usual zoom on a desktop, CSS pixels. */
  width: number;
  /** Height of the text below the picture: all of it, and the name alone. */
  text: { full: number; title: number };
}

/** Sizes of a grid in CSS pixels. They depend on width and zoom alone, so nothing moves when content arrives. */
export interface Geometry {
  columns: number;
  gap: number;
  cell: CellSize;
  /** Height of a row with the gap below it. */
  rowHeight: number;
}

export const usualZoom = 4;
export const mostZoom = 10;
/** Steps of zoom in which cards get twice as wide. */
const doubling = 3.2;
const phoneWidth = 640;

/**
 * @param zoom 0 (many small cards) to 10 (few large ones)
 * @param scale size of the root font over 16 pixels: text takes more room on a TV
 */
export function gridGeometry(width: number, zoom: number, shape: Shape, scale = 1): Geometry {
  const columns = columnsFor(width, shape.width * scale * 2 ** ((zoom - usualZoom) / doubling));
  const gap = Math.round((width / columns < 130 * scale || width < phoneWidth ? 10 : 16) * scale);
  const cardWidth = (width - gap * (columns - 1)) / columns;
  const text = cardWidth >= shape.width * 0.7 * scale ? 'full' : cardWidth >= shape.width * 0.48 * scale ? 'title' : 'none';
  return geometryOf(cardWidth, columns, gap, shape, text, text === 'none' ? 0 : Math.round(shape.text[text] * scale));
}

/** The wall: pictures alone, close together. */
export function wallGeometry(width: number, zoom: number, shape: Shape, scale = 1): Geometry {
  const columns = columnsFor(width, shape.width * 0.85 * scale * 2 ** ((zoom - usualZoom) / doubling));
  const gap = Math.round(3 * scale);
  return geometryOf((width - gap * (columns - 1)) / columns, columns, gap, shape, 'none', 0);
}

const geometryOf = (
  width: number,
  columns: number,
  gap: number,
  { ratio }: Shape,
  text: CellSize['text'],
  textHeight: number,
): Geometry => {
  const pictureHeight = Math.round(width / ratio);
  return { columns, gap, cell: { width, pictureHeight, textHeight, text }, rowHeight: pictureHeight + textHeight + gap };
};

/** Phones have narrow cards, but two of them side by side at the usual zoom; at the far end one fills the screen. */
const columnsFor = (width: number, cardWidth: number): number => {
  const wanted = width < phoneWidth ? cardWidth * 0.78 : cardWidth;
  return Math.max(1, Math.min(width < phoneWidth ? 5 : 16, Math.round(width / wanted)));
};

/** Rows beyond the window that exist, so that scrolling meets them drawn. */
const spareRows = 3;

/**
 * The rows that exist while the window is scrolled this far past the top of the list; none where there are no rows.
 * @returns first and last row, both included
 */
export function rowsInView(scrolled: number, windowHeight: number, rowHeight: number, rows: number): [first: number, last: number] {
  const first = Math.floor(scrolled / rowHeight) - spareRows;
  const last = Math.floor((scrolled + windowHeight) / rowHeight) + spareRows;
  return [Math.max(0, Math.min(rows - 1, first)), Math.min(rows - 1, Math.max(0, last))];
}

/** Card that the arrow key leads to, or null where the grid ends. */
export function neighbour(index: number, key: string, columns: number, count: number): number | null {
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    Home: -index,
    End: count - 1 - index,
  };
  const step = steps[key];
  if (!step) return null;
  const target = index + step;
  if (target < 0) return null;
  // Down from the last full row lands on the last card, even where none is straight below.
  if (target >= count) return key === 'ArrowDown' && Math.floor(index / columns) < Math.floor((count - 1) / columns) ? count - 1 : null;
  return target;
}
