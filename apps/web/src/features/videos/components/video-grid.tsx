'use client';

import type { VideoCard as VideoCardData } from '@reelm/contracts';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, type KeyboardEvent, type RefObject } from 'react';
import { neighbour, type GridGeometry } from '@/lib/grid';
import { placeScroll, scrollToRestore } from '@/lib/scroll-memory';
import { useMay } from '@/lib/session';
import { useToggleFavourite } from '../hooks/use-video';
import { CardSkeleton, VideoCard } from './video-card';

interface VideoGridProps {
  cards: readonly VideoCardData[];
  /** Cards that are known to follow but are not here yet. */
  expected: number;
  geometry: GridGeometry;
  top: number;
  onNearEnd: () => void;
}

/** Rows beyond the window that are kept in the page, and that must be loaded before they are reached. */
const overscanRows = 4;
const loadAheadRows = 12;

/** The virtualised grid. All sizes follow from its geometry, so a page of any length has its final height at once. */
export function VideoGrid({ cards, expected, geometry, top, onNearEnd }: VideoGridProps) {
  const { columns, rowHeight, gap } = geometry;
  const count = cards.length + expected;
  const rows = Math.ceil(count / columns);
  // oxlint-disable-next-line react/incompatible-library -- its functions are called here and never handed to memoised children
  const virtualizer = useWindowVirtualizer({
    count: rows,
    estimateSize: () => rowHeight,
    overscan: overscanRows,
    scrollMargin: top,
    initialOffset: () => scrollToRestore() ?? 0,
  });
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight, columns]);
  useKeepPlace(virtualizer.scrollToIndex, columns, rowHeight, top);
  useRestoredScroll(top + rows * rowHeight, expected > 0, onNearEnd);

  const visible = virtualizer.getVirtualItems();
  const lastRow = visible.at(-1)?.index ?? 0;
  const near = (lastRow + loadAheadRows) * columns >= cards.length;
  useEffect(() => {
    if (near && expected > 0) onNearEnd();
  }, [near, expected, onNearEnd, cards.length]);

  const mayEdit = useMay('editor');
  const { mutate } = useToggleFavourite();
  const onFavourite = useCallback((id: string, favourite: boolean) => mutate({ id, favourite }), [mutate]);
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = useArrowKeys(list, columns, cards.length, (row) => virtualizer.scrollToIndex(row, { align: 'auto' }));

  return (
    <div role="presentation" onKeyDown={onKeyDown}>
      <div ref={list} role="list" aria-label="Videos" className="relative" style={{ height: Math.max(0, rows * rowHeight - gap) }}>
        {visible.map((row) => (
          <div
            key={row.key}
            role="presentation"
            className="absolute inset-x-0 top-0 grid"
            style={{
              transform: `translateY(${row.start - top}px)`,
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
              columnGap: gap,
            }}
          >
            {cellsOf(row.index, columns, count).map((index) => {
              const video = cards[index];
              return (
                <div key={video?.id ?? index} role="listitem" aria-setsize={count} aria-posinset={index + 1}>
                  {video ? (
                    <VideoCard video={video} index={index} geometry={geometry} mayEdit={mayEdit} onFavourite={onFavourite} />
                  ) : (
                    <CardSkeleton geometry={geometry} />
                  )}
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

/** With another density the card that was at the top stays at the top. */
function useKeepPlace(
  scrollToIndex: (row: number, options: { align: 'start' }) => void,
  columns: number,
  rowHeight: number,
  top: number,
): void {
  const before = useRef({ columns, rowHeight });
  useLayoutEffect(() => {
    const was = before.current;
    before.current = { columns, rowHeight };
    if (was.columns === columns || window.scrollY <= top) return;
    const firstCard = Math.floor((window.scrollY - top) / was.rowHeight) * was.columns;
    scrollToIndex(Math.floor(firstCard / columns), { align: 'start' });
  }, [scrollToIndex, columns, rowHeight, top]);
}

/** Back and reload return to the same place; after a reload the pages above it must come in first. */
function useRestoredScroll(height: number, more: boolean, loadMore: () => void): void {
  useLayoutEffect(() => {
    const target = scrollToRestore();
    if (target === null) return;
    if (height < target + window.innerHeight && more) {
      loadMore();
      return;
    }
    placeScroll();
  }, [height, more, loadMore]);
}

/** Tries in each of the next frames until it works: a row is there only after it has been scrolled to and drawn. */
function whenDrawn(attempt: () => boolean, frames = 20): void {
  requestAnimationFrame(() => {
    if (!attempt() && frames > 0) whenDrawn(attempt, frames - 1);
  });
}

/** Arrow keys walk from card to card, as a remote control does. */
function useArrowKeys(list: RefObject<HTMLDivElement | null>, columns: number, count: number, showRow: (row: number) => void) {
  return (event: KeyboardEvent): void => {
    const at = (event.target as HTMLElement).dataset['card'];
    if (at === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const target = neighbour(Number(at), event.key, columns, count);
    if (target === null) return;
    event.preventDefault();
    const focus = (): boolean => {
      const card = list.current?.querySelector<HTMLElement>(`[data-card="${target}"]`);
      card?.focus({ preventScroll: true });
      card?.closest('article')?.scrollIntoView({ block: 'nearest' });
      return card !== null && card !== undefined;
    };
    if (focus()) return;
    showRow(Math.floor(target / columns));
    whenDrawn(focus);
  };
}
