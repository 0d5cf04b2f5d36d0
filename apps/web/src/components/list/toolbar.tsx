'use client';

import type { Total } from '@reelm/contracts';
import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';
import { formatCount } from '@/lib/format';
import { mostZoom } from './geometry';
import type { ListKind } from './kind';
import { layoutModes, layouts } from './layouts/modes';
import { SortChips } from './sort-chips';
import type { ListState } from './use-list-state';

interface ToolbarProps {
  kind: ListKind;
  state: ListState;
  total: Total | null;
  onSort: (sort: string) => void;
  onLayout: (patch: Partial<Pick<ListState, 'mode' | 'zoom'>>) => void;
  /** What can be done with all that is listed. */
  actions?: ReactNode;
  /** The menu of saved views. */
  views?: ReactNode;
  /** What stands before the count: the button of the facets, say. */
  children?: ReactNode;
  /** The page around it has its own heading. */
  isPart: boolean;
}

/** How many there are, in which order, and how they are shown. */
export function Toolbar({ kind, state, total, onSort, onLayout, actions, views, children, isPart }: ToolbarProps) {
  const Heading = isPart ? 'h2' : 'h1';
  const { Actions } = kind;
  return (
    <div className="flex min-h-13 items-center gap-x-3 gap-y-1 py-1.5 max-sm:flex-wrap">
      {children}
      <Heading className="mr-auto min-w-0 truncate text-sm text-muted tabular-nums" aria-live="polite">
        {total === null ? <span className="capitalize">{kind.many}</span> : headingOf(kind, total, state.q !== '')}
      </Heading>
      {Actions && !isPart ? <Actions /> : null}
      {actions}
      {views}
      <SortChips kind={kind.kind} sort={state.sort} onSort={onSort} />
      <div role="radiogroup" aria-label="Layout" className="flex rounded-md border border-line p-0.5">
        {layoutModes.map((mode) => {
          const { label, icon: Icon } = layouts[mode];
          return (
            <button
              key={mode}
              type="button"
              role="radio"
              aria-checked={state.mode === mode}
              aria-label={label}
              title={label}
              onClick={() => onLayout({ mode })}
              className={cn(
                'grid size-7.5 place-items-center rounded-[6px] pointer-coarse:size-10',
                state.mode === mode ? 'bg-raised text-ink' : 'text-muted hover:text-ink',
              )}
            >
              <Icon className="size-4.5" aria-hidden />
            </button>
          );
        })}
      </div>
      <input
        type="range"
        aria-label="Zoom"
        title="Zoom"
        min={0}
        max={mostZoom}
        value={state.zoom}
        onChange={(event) => onLayout({ zoom: Number(event.target.value) })}
        className="w-24 cursor-pointer pointer-coarse:h-11"
      />
    </div>
  );
}

const headingOf = ({ one, many }: ListKind, { count, exact }: Total, searched: boolean): string => {
  const counted = `${formatCount(count)}${exact ? '' : '+'} ${count === 1 && exact ? one : many}`;
  return searched ? `${counted} found` : counted;
};
