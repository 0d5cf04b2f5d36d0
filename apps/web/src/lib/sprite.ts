import type { SheetLayout } from '@reelm/contracts';

/** Cell under the pointer when it moves across a card: the width is shared equally among the cells. */
export function cellAtFraction(layout: Pick<SheetLayout, 'times'>, fraction: number): number {
  const cells = layout.times.length;
  return Math.max(0, Math.min(cells - 1, Math.floor(fraction * cells)));
}

/** Cell whose true time is nearest to `seconds`. Cells are not evenly spaced, so the times decide and not a division. */
export function cellAtTime(layout: Pick<SheetLayout, 'times'>, seconds: number): number {
  const { times } = layout;
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((times[middle] ?? 0) <= seconds) low = middle;
    else high = middle - 1;
  }
  const before = times[low];
  const after = times[low + 1];
  return before !== undefined && after !== undefined && after - seconds < seconds - before ? low + 1 : Math.max(0, low);
}

/** CSS that shows one cell of a sheet and fills its box, whatever the size of the box. */
export function cellStyle(
  layout: SheetLayout,
  url: string,
  cell: number,
): { backgroundImage: string; backgroundSize: string; backgroundPosition: string } {
  const at = (layout.first ?? 0) + cell;
  const column = at % layout.columns;
  const row = Math.floor(at / layout.columns);
  return {
    backgroundImage: `url("${encodeURI(url)}")`,
    backgroundSize: `${layout.columns * 100}% ${layout.rows * 100}%`,
    backgroundPosition: `${share(column, layout.columns)}% ${share(row, layout.rows)}%`,
  };
}

// A percentage position aligns that point of the picture with the same point of the box, hence steps of 1 / (n - 1).
const share = (index: number, count: number): number => (count > 1 ? (index / (count - 1)) * 100 : 0);
