'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Facets as FacetsData } from '@reelm/contracts';
import { Check, Minus } from 'lucide-react';
import { useState } from 'react';
import type { Filter } from '@/components/filter/use-filter';
import { ErrorNote, Skeleton } from '@/components/states';
import { cn } from '@/lib/cn';
import { formatCount } from '@/lib/format';
import type { ListKind } from './kind';
import { listKeys } from './list-data';

type Facet = FacetsData['facets'][number];

const fewValues = 6;

/** What the hits have in common, with counts. A click narrows the search to it, a second one takes that back; − leaves it out. */
export function Facets({ kind, q, filter }: { kind: ListKind; q: string; filter: Filter }) {
  const load = kind.facets;
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: listKeys.facets(kind.key, q),
    queryFn: ({ signal }) => load?.(q, signal) ?? Promise.resolve(null),
    placeholderData: keepPreviousData,
    staleTime: 5 * 60_000,
  });
  const { language, chips } = filter;
  // Chips stand in canonical spelling, and so must what is compared with them.
  const standing = new Set(chips && language ? chips.map(language.textOf) : []);
  const toggle = (query: string): void => {
    const place = language && chips ? chips.findIndex((chip) => language.textOf(chip) === language.join([query], kind.kind)) : -1;
    filter.replace(place < 0 ? null : place, place < 0 ? [query] : []);
  };
  if (error) return <ErrorNote error={error} />;
  if (!data)
    return (
      <div role="status" aria-label="Loading" className="grid gap-2">
        {Array.from({ length: 14 }, (_, row) => (
          <Skeleton key={row} className="h-7" />
        ))}
      </div>
    );
  return (
    <div className={cn('grid gap-5 transition-opacity', isPlaceholderData && 'opacity-55 delay-200')}>
      {data.facets
        .filter(({ values }) => values.length > 0)
        .map((facet) => (
          <FacetSection
            key={facet.field}
            facet={facet}
            exact={data.exact}
            isChosen={(query) => standing.has(language?.join([query], kind.kind) ?? query)}
            onToggle={toggle}
            onExclude={(query) => filter.replace(null, [`-${query}`])}
          />
        ))}
    </div>
  );
}

interface FacetSectionProps {
  facet: Facet;
  exact: boolean;
  isChosen: (query: string) => boolean;
  onToggle: (query: string) => void;
  onExclude: (query: string) => void;
}

function FacetSection({ facet: { field, values }, exact, isChosen, onToggle, onExclude }: FacetSectionProps) {
  const [all, setAll] = useState(false);
  const most = Math.max(...values.map(({ count }) => count), 1);
  const shown = all ? values : values.slice(0, fewValues);
  return (
    <section aria-label={field}>
      <h2 className="mb-1 px-2 text-xs font-semibold tracking-wide text-muted capitalize">{field}</h2>
      <ul>
        {shown.map(({ value, label, count, query }) => {
          const chosen = isChosen(query);
          return (
            <li key={value} className="group/value relative flex items-center rounded-md hover:bg-raised">
              <button
                type="button"
                aria-pressed={chosen}
                onClick={() => onToggle(query)}
                className="relative flex min-h-8 min-w-0 flex-1 items-center gap-2 rounded-md px-2 text-left text-[0.8125rem] pointer-coarse:min-h-11"
              >
                <span
                  aria-hidden
                  className={cn('absolute bottom-0.5 left-2 h-0.5 rounded-full', chosen ? 'bg-accent' : 'bg-edge/55')}
                  style={{ width: `calc((100% - 1rem) * ${count / most})` }}
                />
                {chosen ? <Check className="size-3.5 shrink-0 text-accent" aria-hidden /> : null}
                <span className={cn('truncate', chosen && 'font-medium text-accent')}>{label}</span>
                <span className="ml-auto shrink-0 text-xs text-muted tabular-nums">
                  {exact ? '' : '≈ '}
                  {formatCount(count)}
                </span>
              </button>
              <button
                type="button"
                aria-label={`Leave out ${label}`}
                title="Leave out"
                onClick={() => onExclude(query)}
                className="grid size-8 shrink-0 place-items-center rounded-md text-muted opacity-0 group-hover/value:opacity-100 hover:text-bad focus-visible:opacity-100 pointer-coarse:size-11 pointer-coarse:opacity-100"
              >
                <Minus className="size-3.5" aria-hidden />
              </button>
            </li>
          );
        })}
      </ul>
      {values.length > fewValues ? (
        <button
          type="button"
          onClick={() => setAll(!all)}
          className="h-8 rounded-md px-2 text-xs text-muted hover:text-ink pointer-coarse:h-11"
        >
          {all ? 'Fewer' : `${values.length - fewValues} more`}
        </button>
      ) : null}
    </section>
  );
}
