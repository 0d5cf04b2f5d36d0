'use client';

import { ChevronLeft, ChevronRight, Shuffle } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { CardSkeleton } from '@/components/list/card-frame';
import type { CellSize, Item, ListKind } from '@/components/list/kind';
import { IconButton } from '@/components/ui/button';
import { searchAddress } from '@/lib/addresses';
import type { Row } from '../hooks/rows';

/** Size of the cards of a row; a phone shows two and the edge of a third. */
export function cellOf({ shape }: Pick<ListKind, 'shape'>, screen: number, scale: number): CellSize {
  const width = Math.round(shape.width * (screen < 640 ? 0.72 : 1.06) * scale);
  return { width, pictureHeight: Math.round(width / shape.ratio), textHeight: Math.round(shape.text.full * scale), text: 'full' };
}

interface RowListProps {
  row: Row;
  kind: ListKind;
  cell: CellSize;
  /** Null while they are on their way. */
  items: readonly Item[] | null;
  onShuffle?: (() => void) | undefined;
}

/** One row: its name leads to the whole list, its cards scroll sideways. */
export function RowList({ row, kind, cell, items, onShuffle }: RowListProps) {
  const strip = useRef<HTMLDivElement>(null);
  const edges = useEdges(strip, items?.length ?? 0);
  const scroll = (by: 1 | -1): void => strip.current?.scrollBy({ left: by * strip.current.clientWidth * 0.9, behavior: 'smooth' });
  const gap = Math.round(cell.width / 16);
  const { Card } = kind;
  return (
    <section aria-labelledby={`row-${row.id}`} data-row className="group/row">
      <header className="mb-2.5 flex min-h-9 items-center gap-1 px-4 sm:px-6">
        <h2 id={`row-${row.id}`} className="mr-auto min-w-0 truncate text-base font-semibold tracking-tight">
          <Link
            href={searchAddress(row.kind, row.q, row.sort)}
            prefetch={false}
            className="group/name inline-flex items-center gap-1 rounded-md"
          >
            {row.title}
            <ChevronRight
              aria-hidden
              className="size-4.5 text-muted opacity-0 group-hover/name:opacity-100 group-focus-visible/name:opacity-100"
            />
          </Link>
        </h2>
        {onShuffle ? (
          <IconButton label="Others" onClick={onShuffle}>
            <Shuffle />
          </IconButton>
        ) : null}
        <span className="flex max-sm:hidden pointer-coarse:hidden">
          <IconButton label={`${row.title}: back`} tabIndex={-1} disabled={!edges.back} onClick={() => scroll(-1)}>
            <ChevronLeft />
          </IconButton>
          <IconButton label={`${row.title}: on`} tabIndex={-1} disabled={!edges.on} onClick={() => scroll(1)}>
            <ChevronRight />
          </IconButton>
        </span>
      </header>
      <div
        ref={strip}
        role="list"
        aria-label={row.title}
        aria-busy={items === null}
        className="flex scroll-px-4 overflow-x-auto overflow-y-hidden overscroll-x-contain px-4 py-1.5 [scrollbar-width:none] sm:scroll-px-6 sm:px-6"
        style={{ gap }}
      >
        {items === null
          ? Array.from({ length: 12 }, (_, place) => (
              <div key={place} className="shrink-0" style={{ width: cell.width }}>
                <CardSkeleton cell={cell} />
              </div>
            ))
          : items.map((item, place) => (
              <div key={item.id} role="listitem" className="shrink-0" style={{ width: cell.width }}>
                <Card
                  item={item}
                  index={place}
                  cell={cell}
                  href={kind.hrefOf(item)}
                  selected={false}
                  selecting={false}
                  prepare={kind.prepare}
                />
              </div>
            ))}
      </div>
    </section>
  );
}

/** Whether there is more on either side. */
function useEdges(strip: RefObject<HTMLDivElement | null>, count: number): { back: boolean; on: boolean } {
  const [edges, setEdges] = useState({ back: false, on: false });
  useEffect(() => {
    const element = strip.current;
    if (!element) return undefined;
    const look = (): void => {
      const back = element.scrollLeft > 2;
      const on = element.scrollLeft + element.clientWidth < element.scrollWidth - 2;
      setEdges((before) => (before.back === back && before.on === on ? before : { back, on }));
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [strip, count]);
  return edges;
}
