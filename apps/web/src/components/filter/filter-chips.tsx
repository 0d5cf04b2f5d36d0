'use client';

import { Plus, X } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { Skeleton } from '@/components/states';
import { EntityImage } from '@/components/entity-picker/entity-image';
import { cn } from '@/lib/cn';
import type { Chip } from './language';
import { shownOperator } from './operators';
import type { Filter } from './use-filter';
import type { FilterPanel } from './filter-panel';

/** The parts of the search: click edits, × removes, − negates; and a button that adds one. */
export function FilterChips({ filter }: { filter: Filter }) {
  const { chips } = filter;
  const [panel, setPanel] = useState<{ Panel: typeof FilterPanel; place: number | null } | null>(null);
  const row = useRef<HTMLUListElement>(null);
  const open = (place: number | null): void => {
    filter.load();
    void import('./filter-panel').then((module) => setPanel({ Panel: module.FilterPanel, place }));
  };
  const panelAt = (place: number | null) =>
    panel && panel.place === place && filter.language ? (
      <panel.Panel filter={filter} language={filter.language} place={place} onClose={() => setPanel(null)} />
    ) : null;
  const key =
    (chip: Chip, place: number) =>
    (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === 'Backspace' || event.key === 'Delete') filter.replace(place, []);
      else if (event.key === '-') filter.replace(place, [chip.negated ? chip.text : `-${chip.text}`]);
      else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
        const all = [...(row.current?.querySelectorAll<HTMLElement>('[data-chip]') ?? [])];
        all[place + (event.key === 'ArrowLeft' ? -1 : 1)]?.focus();
      } else return;
      event.preventDefault();
    };
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1.5 py-1">
      {chips === null ? (
        <Skeleton className="h-8 w-40" />
      ) : chips.length > 0 ? (
        <ul ref={row} aria-label="Filters" className="flex min-w-0 flex-wrap items-center gap-1.5">
          {chips.map((chip, place) => (
            // By place, so that the focus stays in the row when a chip is negated or taken away.
            <li key={place} className="relative flex min-w-0">
              <span
                className={cn(
                  'flex h-8 max-w-80 min-w-0 items-center rounded-full border text-[0.8125rem] pointer-coarse:h-10',
                  chip.negated ? 'border-bad/45 bg-bad/10' : 'border-accent/40 bg-accent/10',
                )}
              >
                <button
                  type="button"
                  data-chip={place}
                  aria-label={`${chip.negated ? 'Not ' : ''}${[chip.path, shownOperator(chip.operator), chip.values.join(' or ')].filter(Boolean).join(' ')}; edit`}
                  aria-haspopup="dialog"
                  aria-keyshortcuts="Backspace Minus"
                  onClick={() => open(place)}
                  onKeyDown={key(chip, place)}
                  className="flex h-full min-w-0 items-center gap-1.5 rounded-full pr-1 pl-3"
                >
                  <ChipText chip={chip} filter={filter} />
                </button>
                <button
                  type="button"
                  aria-label={`Remove the filter ${chip.text}`}
                  onClick={() => filter.replace(place, [])}
                  className="mr-0.5 grid size-7 shrink-0 place-items-center rounded-full text-muted hover:bg-raised hover:text-ink pointer-coarse:size-10"
                >
                  <X className="size-3.5" aria-hidden />
                </button>
              </span>
              {panelAt(place)}
            </li>
          ))}
        </ul>
      ) : null}
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={panel !== null && panel.place === null}
        onClick={() => open(null)}
        className="flex h-8 items-center gap-1.5 rounded-full border border-dashed border-edge/60 px-3 text-[0.8125rem] text-muted hover:border-edge hover:text-ink pointer-coarse:h-10"
      >
        <Plus className="size-3.5" aria-hidden /> Filter
      </button>
      {chips && chips.length > 1 ? (
        <button
          type="button"
          onClick={filter.clear}
          className="h-8 rounded-full px-2.5 text-[0.8125rem] text-muted hover:text-ink pointer-coarse:h-10"
        >
          Clear all
        </button>
      ) : null}
      {panelAt(null)}
    </div>
  );
}

function ChipText({ chip, filter }: { chip: Chip; filter: Filter }) {
  const { path, operator, values, negated } = chip;
  const field = path === null ? undefined : filter.language?.fieldAt(path, filter.kind);
  const sign = shownOperator(operator);
  return (
    <>
      {field?.type === 'reference' ? <EntityImage kind={field.to} url={null} className="size-4.5 bg-transparent" /> : null}
      {negated ? <span className="shrink-0 font-semibold text-bad">not</span> : null}
      {path === null ? null : <span className="shrink-0 text-muted">{path.replaceAll('.', ' › ')}</span>}
      {sign ? <span className="shrink-0 text-muted">{sign}</span> : null}
      <span className="truncate font-medium">{values.join(', ')}</span>
    </>
  );
}
