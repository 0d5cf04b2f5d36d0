'use client';

import { ArrowDown, ArrowUp, GripVertical, X } from 'lucide-react';
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { CardImage, PictureMark } from '@/components/entity-picker/entity-image';
import { IconButton } from '@/components/ui/button';
import { cn } from '@/lib/cn';
import { formatTime } from '@/lib/format';

export interface OrderedItem {
  key: string;
  name: string;
  coverUrl: string | null;
  /** What is played of it, seconds. */
  startSeconds: number | null;
  endSeconds: number | null;
  durationSeconds: number | null;
}

interface OrderedListProps<T extends OrderedItem> {
  label: string;
  items: readonly T[];
  /** The one that is played. */
  current?: string | undefined;
  /** What leads to it: a link or button that fills the row. */
  open: (item: T, className: string) => ReactNode;
  /** Left out where nothing can be changed. */
  onMove?: ((item: T, to: number) => void) | undefined;
  onRemove?: ((item: T) => void) | undefined;
  extra?: ((item: T) => ReactNode) | undefined;
}

/** Videos in an order of their own: dragged, or moved by their arrows. */
export function OrderedList<T extends OrderedItem>({ label, items, current, open, onMove, onRemove, extra }: OrderedListProps<T>) {
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const pressed = useRef<HTMLElement | null>(null);
  // A row that changes its place takes the focus along, and one that goes leaves it to the list.
  useLayoutEffect(() => {
    if (pressed.current) (pressed.current.isConnected ? pressed.current : list.current)?.focus({ preventScroll: true });
    pressed.current = null;
  }, [items]);
  const drop = (at: number): void => {
    const item = items.find(({ key }) => key === dragged);
    if (item && dragged !== items[at]?.key) onMove?.(item, at);
  };
  return (
    <ol ref={list} tabIndex={-1} aria-label={label} className="grid grid-cols-[minmax(0,1fr)] gap-0.5 rounded-md">
      {items.map((item, at) => (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dragging is a short cut: the buttons move it as well
        <li
          key={item.key}
          draggable={onMove !== undefined}
          aria-current={item.key === current ? 'true' : undefined}
          onDragStart={() => setDragged(item.key)}
          onDragEnd={() => {
            setDragged(null);
            setOver(null);
          }}
          onDragOver={(event) => {
            if (dragged === null || dragged === item.key) return;
            event.preventDefault();
            setOver(item.key);
          }}
          onDrop={(event) => {
            event.preventDefault();
            drop(at);
          }}
          className={cn(
            'group/row relative flex items-center gap-2.5 rounded-md p-1.5 hover:bg-raised/70',
            item.key === current && 'bg-raised',
            dragged === item.key && 'opacity-40',
            over === item.key && 'bg-accent/14 outline-2 outline-accent',
          )}
        >
          {onMove ? <GripVertical className="size-4 shrink-0 cursor-grab text-edge pointer-coarse:hidden" aria-hidden /> : null}
          <span className="w-5 shrink-0 text-right text-xs text-muted tabular-nums">{at + 1}</span>
          <div className="aspect-video w-22 shrink-0">
            <CardImage kind="video" url={item.coverUrl}>
              <PictureMark>{formatTime(lengthOf(item))}</PictureMark>
            </CardImage>
          </div>
          <div className="grid min-w-0 flex-1 gap-0.5">
            {open(
              item,
              'line-clamp-2 text-left text-sm font-medium break-words after:absolute after:inset-0 after:rounded-md hover:text-accent focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent',
            )}
            {item.startSeconds === null ? null : (
              <p className="text-xs text-muted tabular-nums">
                {formatTime(item.startSeconds)} – {item.endSeconds === null ? 'end' : formatTime(item.endSeconds)}
              </p>
            )}
            {extra?.(item)}
          </div>
          {onMove || onRemove ? (
            <div className="z-1 flex shrink-0 rounded-md pointer-fine:absolute pointer-fine:right-1.5 pointer-fine:bg-raised pointer-fine:opacity-0 pointer-fine:group-focus-within/row:opacity-100 pointer-fine:group-hover/row:opacity-100 pointer-coarse:relative pointer-coarse:max-sm:flex-col">
              {onMove ? (
                <>
                  <IconButton
                    size="small"
                    label={`Move ${item.name} up`}
                    aria-disabled={at === 0}
                    onClick={({ currentTarget }) => {
                      if (at === 0) return;
                      pressed.current = currentTarget;
                      onMove(item, at - 1);
                    }}
                  >
                    <ArrowUp />
                  </IconButton>
                  <IconButton
                    size="small"
                    label={`Move ${item.name} down`}
                    aria-disabled={at === items.length - 1}
                    onClick={({ currentTarget }) => {
                      if (at === items.length - 1) return;
                      pressed.current = currentTarget;
                      onMove(item, at + 1);
                    }}
                  >
                    <ArrowDown />
                  </IconButton>
                </>
              ) : null}
              {onRemove ? (
                <IconButton
                  size="small"
                  label={`Take ${item.name} out`}
                  onClick={({ currentTarget }) => {
                    pressed.current = currentTarget;
                    onRemove(item);
                  }}
                >
                  <X />
                </IconButton>
              ) : null}
            </div>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

const lengthOf = ({ startSeconds, endSeconds, durationSeconds }: OrderedItem): number | null => {
  const end = endSeconds ?? durationSeconds;
  return end === null ? null : end - (startSeconds ?? 0);
};
