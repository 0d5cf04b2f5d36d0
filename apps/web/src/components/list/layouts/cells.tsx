'use client';

import { useCallback, useEffect, useImperativeHandle, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { placeScroll, scrollToRestore } from '@/lib/scroll-memory';
import { neighbour, type Geometry } from '../geometry';
import type { Item } from '../kind';
import type { ListView } from '../use-list';
import { useRowsInView } from './use-rows-in-view';

/** What the page around a layout can ask of it. */
export interface LayoutHandle {
  /** Brings a place to the top of the window. */
  show: (index: number) => void;
}

interface CellsProps<T extends Item> {
  view: ListView<T>;
  geometry: Geometry;
  /** Distance of the layout from the top of the page, pixels. */
  top: number;
  label: string;
  /** The item at this place, or null while it is on its way. Its link carries the place as `data-card`. */
  children: (item: T | null, index: number) => ReactNode;
  ref?: Ref<LayoutHandle>;
}

/** Rows of cells of one size, of which only those near the window exist. Its height is that of the whole list from the start. */
export function Cells<T extends Item>({ view, geometry, top, label, children, ref }: CellsProps<T>) {
  const { columns, rowHeight, gap } = geometry;
  const { count, moved, onRange } = view;
  const rows = Math.ceil(count / columns);
  const [firstRow, lastRow] = useRowsInView(rows, rowHeight, top);
  useKeepPlace(columns, rowHeight, top, moved);
  const height = Math.max(0, rows * rowHeight - gap);
  useLayoutEffect(() => {
    if (scrollToRestore() !== null) placeScroll();
  }, [height]);

  const first = firstRow * columns;
  const last = Math.min(count, (lastRow + 1) * columns) - 1;
  useEffect(() => onRange(first, Math.max(first, last)), [onRange, first, last]);

  const list = useRef<HTMLDivElement>(null);
  useImperativeHandle(
    ref,
    () => ({ show: (index) => window.scrollTo(0, Math.max(0, top + Math.floor(index / columns) * rowHeight - 150)) }),
    [top, columns, rowHeight],
  );
  const onKeyDown = useArrowKeys(list, columns, count, (row) => window.scrollTo(0, top + (row + 0.5) * rowHeight - window.innerHeight / 2));
  return (
    <div role="presentation" onKeyDown={onKeyDown}>
      <div ref={list} role="list" aria-label={label} className="relative" style={{ height }}>
        {Array.from({ length: lastRow - firstRow + 1 }, (_, step) => firstRow + step).map((row) => (
          <div
            key={row}
            role="presentation"
            className="absolute inset-x-0 top-0 grid"
            style={{
              transform: `translateY(${row * rowHeight}px)`,
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
              columnGap: gap,
            }}
          >
            {cellsOf(row, columns, count).map((index) => {
              const item = view.itemAt(index) ?? null;
              return (
                <div key={item?.id ?? index} role="listitem" aria-setsize={count} aria-posinset={index + 1}>
                  {children(item, index)}
                </div>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

const cellsOf = (row: number, columns: number, count: number): number[] =>
  Array.from({ length: Math.min(columns, count - row * columns) }, (_, column) => row * columns + column);

/** With another zoom, or when places turn out to be others, what was at the top of the window stays there. */
export function useKeepPlace(columns: number, rowHeight: number, top: number, moved: number): void {
  const before = useRef({ columns, rowHeight, moved });
  useLayoutEffect(() => {
    const was = before.current;
    before.current = { columns, rowHeight, moved };
    if (was.columns === columns && was.rowHeight === rowHeight && was.moved === moved) return;
    if (window.scrollY <= top && was.moved === moved) return;
    const row = (window.scrollY - top) / was.rowHeight;
    const index = row * was.columns + (moved - was.moved);
    window.scrollTo(0, top + (index / columns) * rowHeight);
  }, [columns, rowHeight, top, moved]);
}

/** Tries in each of the next frames until it works: a row is there only after it has been scrolled to and drawn. */
function whenDrawn(attempt: () => boolean, frames = 40): void {
  requestAnimationFrame(() => {
    if (!attempt() && frames > 0) whenDrawn(attempt, frames - 1);
  });
}

/** Arrow keys walk from card to card, as a remote control does. */
function useArrowKeys(
  list: React.RefObject<HTMLDivElement | null>,
  columns: number,
  count: number,
  showRow: (row: number) => void,
): (event: KeyboardEvent) => void {
  return useCallback(
    (event) => {
      const at = (event.target as HTMLElement).dataset['card'];
      if (at === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const target = neighbour(Number(at), event.key, columns, count);
      if (target === null) return;
      event.preventDefault();
      const focus = (): boolean => {
        const card = list.current?.querySelector<HTMLElement>(`[data-card="${target}"]`);
        card?.focus({ preventScroll: true });
        card?.closest('[role="listitem"]')?.scrollIntoView({ block: 'nearest' });
        return card !== null && card !== undefined;
      };
      if (focus()) return;
      showRow(Math.floor(target / columns));
      whenDrawn(focus);
    },
    [list, columns, count, showRow],
  );
}
