/** Sizes of the library grid in CSS pixels. They depend on width and density alone, so nothing moves when content arrives. */
export interface GridGeometry {
  columns: number;
  gap: number;
  cardWidth: number;
  coverHeight: number;
  textHeight: number;
  /** Height of a row with the gap below it. */
  rowHeight: number;
  /** How much text a card has room for. */
  text: 'full' | 'title' | 'none';
}

export const minColumns = 2;
export const maxColumns = 12;

/** Columns that give cards of a comfortable width. */
export const autoColumns = (width: number, scale = 1): number =>
  clampColumns(Math.round(width / ((width < 640 ? 180 : 240) * scale)), width);

/** A phone has no room for more than four columns. */
export const clampColumns = (columns: number, width: number): number =>
  Math.max(minColumns, Math.min(width < 640 ? 4 : maxColumns, columns));

/** `scale` is the size of the root font over 16 pixels: text takes more room on a TV. */
export function gridGeometry(width: number, columns: number, scale = 1): GridGeometry {
  const gap = Math.round((columns >= 8 || width < 640 ? 10 : 16) * scale);
  const cardWidth = (width - gap * (columns - 1)) / columns;
  const coverHeight = Math.round((cardWidth * 9) / 16);
  const text = cardWidth >= 168 * scale ? 'full' : cardWidth >= 112 * scale ? 'title' : 'none';
  const textHeight = Math.round({ full: 76, title: 30, none: 0 }[text] * scale);
  return { columns, gap, cardWidth, coverHeight, textHeight, rowHeight: coverHeight + textHeight + gap, text };
}

/** Card that the arrow key leads to, or null where the grid ends. */
export function neighbour(index: number, key: string, columns: number, count: number): number | null {
  const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };
  const step = steps[key];
  if (step === undefined) return null;
  const target = index + step;
  if (target < 0) return null;
  // Down from the last full row lands on the last card, even where none is straight below.
  if (target >= count) return key === 'ArrowDown' && Math.floor(index / columns) < Math.floor((count - 1) / columns) ? count - 1 : null;
  return target;
}
