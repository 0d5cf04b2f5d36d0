'use client';

import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { useLatest } from '@/lib/use-latest';
import { headRow, type Cell, type Range } from './cell-range';

interface Geometry {
  /** Distance of the first row from the top of the page, and height of a row; pixels. */
  top: number;
  rowHeight: number;
  /** What covers the top of the window: the bar of the page and the heads. */
  cover: number;
  /** Where the columns end that never scroll away, pixels. */
  pinned: number;
}

/** What covers the bottom of the window: the bar of what is chosen, the scroll bar. */
const bottomCover = 72;

/** The active cell and what is marked with it. It has the focus while the table has it, and is scrolled to. */
export function useCursor(
  grid: RefObject<HTMLElement | null>,
  body: RefObject<HTMLElement | null>,
  rows: number,
  columns: number,
  moved: number,
  geometry: Geometry,
) {
  const [kept, setRange] = useState<Range | null>(null);
  // Others may have taken rows and columns away meanwhile.
  const range = kept && clip(kept, rows, columns);
  const wantsFocus = useRef(false);
  // What the places turn out to be, the cursor stays with its item.
  const before = useRef(moved);
  useLayoutEffect(() => {
    const by = moved - before.current;
    before.current = moved;
    if (by !== 0) setRange((now) => now && { anchor: shifted(now.anchor, by), end: shifted(now.end, by) });
  }, [moved]);

  const latest = useLatest(geometry);
  const reveal = useCallback(
    (cell: Cell): void => {
      const { top, rowHeight, cover, pinned } = latest.current;
      if (cell.row !== headRow) {
        const y = top + cell.row * rowHeight;
        if (cell.row === 0) window.scrollTo(0, 0);
        else if (y < window.scrollY + cover) window.scrollTo(0, Math.max(0, y - cover));
        else if (y + rowHeight > window.scrollY + window.innerHeight - bottomCover)
          window.scrollTo(0, y + rowHeight - window.innerHeight + bottomCover);
      }
      const scroller = body.current;
      const element =
        cell.column === 0 ? null : grid.current?.querySelector<HTMLElement>(`[role="columnheader"][data-column="${cell.column}"]`);
      if (!scroller || !element) return;
      const left = element.offsetLeft;
      if (left - pinned < scroller.scrollLeft) scroller.scrollTo({ left: left - pinned });
      else if (left + element.offsetWidth > scroller.scrollLeft + scroller.clientWidth)
        scroller.scrollTo({ left: left + element.offsetWidth - scroller.clientWidth });
    },
    [grid, body, latest],
  );

  /** Moves the cursor and the focus with it. */
  const go = useCallback(
    (next: Range): void => {
      wantsFocus.current = true;
      setRange(next);
      reveal(next.end);
    },
    [reveal],
  );
  /** Gives the active cell the focus again, after an edit. */
  const refocus = useCallback((): void => {
    wantsFocus.current = true;
    setRange((now) => now && { ...now });
  }, []);
  useEffect(() => {
    if (!wantsFocus.current || !kept) return;
    wantsFocus.current = false;
    const { row, column } = kept.anchor;
    const selector = row === headRow ? `[data-head="${column}"]` : `[data-row="${row}"] [data-column="${column}"]`;
    grid.current?.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true });
  }, [kept, grid]);
  return { range, setRange, go, refocus };
}

const shifted = (cell: Cell, by: number): Cell => (cell.row === headRow ? cell : { ...cell, row: Math.max(0, cell.row + by) });

function clip(range: Range, rows: number, columns: number): Range | null {
  if (rows === 0 || columns === 0) return null;
  const within = ({ row, column }: Cell): Cell => ({ row: Math.min(row, rows - 1), column: Math.min(column, columns - 1) });
  const [anchor, end] = [within(range.anchor), within(range.end)];
  const same =
    anchor.row === range.anchor.row &&
    anchor.column === range.anchor.column &&
    end.row === range.end.row &&
    end.column === range.end.column;
  return same ? range : { anchor, end };
}
