'use client';

import { ArrowDown, ArrowUp, Plus, Shuffle, SlidersHorizontal, X } from 'lucide-react';
import type { EntityKind } from '@reelm/contracts';
import { sortTerms } from '@reelm/contracts';
import { MenuButton } from '@/components/ui/menu-button';
import { PopoverButton } from '@/components/ui/popover-button';
import { addSort, freeSorts, isAlone, isShuffled, mostSorts, removeSort, replaceSort, shuffle, sortLabel, turnSort } from './sorting';

interface SortChipsProps {
  kind: EntityKind;
  sort: string;
  onSort: (sort: string) => void;
}

const part = 'grid h-9 place-items-center text-muted hover:bg-raised hover:text-ink pointer-coarse:h-11';

/** The order of a list, step by step: what by, which way, and one more. */
export function SortChips({ kind, sort, onSort }: SortChipsProps) {
  const terms = sortTerms(sort);
  const free = freeSorts(kind, sort);
  const first = terms[0];
  return (
    <div role="group" aria-label="Order" className="flex items-center gap-1.5">
      {terms.map(({ name, descending }, place) => (
        <div key={name} className="flex items-center overflow-hidden rounded-md border border-line">
          <MenuButton
            label={`Sort by ${sortLabel(name)}; choose another`}
            className="h-9 px-2.5 text-sm font-medium hover:bg-raised pointer-coarse:h-11"
            items={free.map((other) => ({ label: sortLabel(other), onSelect: () => onSort(replaceSort(sort, place, other)) }))}
          >
            {sortLabel(name)}
          </MenuButton>
          {isShuffled(name) ? (
            <button
              type="button"
              aria-label="Shuffle again"
              title="Shuffle again"
              onClick={() => onSort(shuffle())}
              className={`${part} w-8`}
            >
              <Shuffle className="size-4" aria-hidden />
            </button>
          ) : null}
          {name === 'relevance' ? (
            <PopoverButton
              label="What counts for the best match"
              load={() =>
                import('@/components/relevance/weight-sliders').then(({ WeightSliders }) => (
                  <WeightSliders aria-label="What counts for the best match" className="w-72 max-w-full" />
                ))
              }
              className={`${part} w-8 pointer-coarse:w-11`}
            >
              <SlidersHorizontal className="size-4" aria-hidden />
            </PopoverButton>
          ) : null}
          {isAlone(name) ? null : (
            <button
              type="button"
              aria-label={`${sortLabel(name)} ${descending ? 'downwards' : 'upwards'}; turn around`}
              title={descending ? 'Downwards' : 'Upwards'}
              onClick={() => onSort(turnSort(sort, place))}
              className={`${part} w-8 pointer-coarse:w-10`}
            >
              {descending ? <ArrowDown className="size-4" aria-hidden /> : <ArrowUp className="size-4" aria-hidden />}
            </button>
          )}
          {terms.length > 1 ? (
            <button
              type="button"
              aria-label={`Do not sort by ${sortLabel(name)}`}
              onClick={() => onSort(removeSort(sort, place))}
              className={`${part} w-7 pointer-coarse:w-10`}
            >
              <X className="size-3.5" aria-hidden />
            </button>
          ) : null}
        </div>
      ))}
      {first && !isAlone(first.name) && terms.length < mostSorts ? (
        <MenuButton
          label="Then sort by"
          className={`${part} w-9 rounded-md max-sm:hidden`}
          items={free
            .filter((name) => !isAlone(name))
            .map((name) => ({ label: sortLabel(name), onSelect: () => onSort(addSort(sort, name)) }))}
        >
          <Plus className="size-4" aria-hidden />
        </MenuButton>
      ) : null}
    </div>
  );
}
