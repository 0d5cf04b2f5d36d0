'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useRouter } from 'next/navigation';
import type { KeyboardEvent, MouseEvent, PointerEvent, ReactNode } from 'react';
import { WhyHere } from '@/components/relevance/why-here';
import { Skeleton } from '@/components/states';
import { cn } from '@/lib/cn';
import type { CardProps, CellSize, Item } from './kind';

interface CardFrameProps extends CardProps<Item> {
  /** What the card is for people who do not see it, where the name does not say it. */
  label?: string;
  className?: string;
  onPointerMove?: (event: PointerEvent<HTMLElement>) => void;
  onPointerLeave?: () => void;
  /** The keyboard came to the card, and left it. */
  onFocus?: () => void;
  onBlur?: () => void;
  children: ReactNode;
}

/** What all cards have: a link over the whole card, a box to choose it, and the keys that go with them. Buttons of a card must lie above (`z-1`). */
export function CardFrame(props: CardFrameProps) {
  const { item, index, cell, href, label = item.name, selected, selecting, onSelect, prepare, className, children } = props;
  const client = useQueryClient();
  const router = useRouter();
  const getReady = (): void => {
    router.prefetch(href);
    prepare?.(client, item);
  };
  const choose = (event: { shiftKey: boolean }): void => onSelect?.(item.id, index, event.shiftKey ? 'range' : 'one');
  const click = (event: MouseEvent): void => {
    // With Ctrl or Cmd a link opens in a new tab, as everywhere.
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (onSelect && (selecting || event.shiftKey)) choose(event);
    else router.push(href);
  };
  const key = (event: KeyboardEvent): void => {
    if (!onSelect || (event.key !== 'x' && event.key !== 'X' && event.key !== ' ') || event.ctrlKey || event.metaKey || event.altKey)
      return;
    event.preventDefault();
    event.stopPropagation();
    choose(event);
  };
  const hold = (event: MouseEvent): void => {
    // A finger that rests on a card chooses it; the right mouse button keeps its menu.
    if (!onSelect || (event.nativeEvent as globalThis.PointerEvent).pointerType !== 'touch') return;
    event.preventDefault();
    choose(event);
  };
  return (
    <article
      className={cn(
        'group relative rounded-md',
        selected &&
          (cell.text === 'none' ? 'outline-3 -outline-offset-3 outline-accent' : 'bg-accent/14 outline-2 outline-offset-4 outline-accent'),
        className,
      )}
      aria-label={label}
      onPointerEnter={getReady}
      onPointerMove={props.onPointerMove}
      onPointerLeave={props.onPointerLeave}
    >
      {children}
      {/* A plain link: hundreds of the router's own, each with hooks of its own, are what makes a fast scroll stutter. */}
      <a
        href={href}
        aria-label={label}
        data-card={index}
        onFocus={() => {
          getReady();
          props.onFocus?.();
        }}
        onBlur={props.onBlur}
        onClick={click}
        onKeyDown={key}
        onContextMenu={hold}
        className="absolute inset-0 rounded-md outline-offset-3 [-webkit-touch-callout:none]"
      />
      <WhyHere item={item} bottom={cell.pictureHeight} />
      {onSelect ? (
        <button
          type="button"
          role="checkbox"
          aria-checked={selected}
          aria-label={`Choose ${label}`}
          tabIndex={-1}
          onClick={choose}
          className={cn(
            'absolute top-0 left-0 z-1 grid size-10 place-items-center rounded-md transition-opacity',
            selected || selecting ? 'opacity-100' : 'opacity-0 group-hover:opacity-100 pointer-coarse:hidden',
          )}
        >
          <span
            className={cn(
              'grid size-5.5 place-items-center rounded-md border-2',
              selected ? 'border-accent bg-accent text-on-accent' : 'border-white/85 bg-black/45 text-transparent',
            )}
          >
            <Check className="size-4" strokeWidth={3} aria-hidden />
          </span>
        </button>
      ) : null}
    </article>
  );
}

/** A card that is on its way. */
export function CardSkeleton({ cell }: { cell: CellSize }) {
  return (
    <div style={{ height: cell.pictureHeight + cell.textHeight }}>
      <div style={{ height: cell.pictureHeight }}>
        <Skeleton className="size-full" />
      </div>
      {cell.text === 'none' ? null : <Skeleton className="mt-3 h-3.5 w-4/5" />}
      {cell.text === 'full' ? <Skeleton className="mt-2.5 h-3 w-2/5" /> : null}
    </div>
  );
}
