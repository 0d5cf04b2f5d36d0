'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { PanelLeft } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { FilterChips } from '@/components/filter/filter-chips';
import { FilterField } from '@/components/filter/filter-field';
import { useFilter } from '@/components/filter/use-filter';
import { ScoresProvider } from '@/components/relevance/scores';
import { InSearchSlot } from '@/components/search-slot';
import { ErrorState, NoPermission } from '@/components/states';
import { Button, IconButton } from '@/components/ui/button';
import { useDefaultView } from '@/components/views/use-views';
import { ViewsButton } from '@/components/views/views-button';
import { hasCode } from '@/lib/api';
import { cn } from '@/lib/cn';
import { scrollToRestore } from '@/lib/scroll-memory';
import { useSettings } from '@/lib/settings';
import { FacetsDrawer } from './facets-drawer';
import type { ColumnLook } from './columns';
import type { Item, ListFilter, ListKind } from './kind';
import type { LayoutHandle } from './layouts/cells';
import { layouts, type LayoutMode } from './layouts/modes';
import { pageQuery, totalQuery } from './list-data';
import { weightsFor } from './sorting';
import { Toolbar } from './toolbar';
import { useList } from './use-list';
import { useListState } from './use-list-state';
import { useRoom } from './use-room';
import { useSelection, type SelectionControl } from './use-selection';

// What is not there at once comes when it is wanted.
const Scrubber = dynamic(() => import('./scrubber').then((module) => module.Scrubber), { ssr: false });
const SelectionBar = dynamic(() => import('./selection-bar').then((module) => module.SelectionBar), { ssr: false });
const NothingFound = dynamic(() => import('./list-states').then((module) => module.NothingFound), { ssr: false });
const SearchProblems = dynamic(() => import('./list-states').then((module) => module.SearchProblems), { ssr: false });

/** A list as a part of another page: only what answers `q` is in it, whatever else is searched for. */
export interface Within {
  q: string;
  /** Of what: the name of the performer, say. */
  name: string;
  /** Shown where there is nothing at all. */
  empty: ReactNode;
}

interface ListPageProps<T extends Item> {
  kind: ListKind<T>;
  within?: Within;
}

/** The page of a kind of entity: what is searched for above, the items below. */
export function ListPage<T extends Item>({ kind: given, within }: ListPageProps<T>) {
  // Layouts and hooks hand items from the kind's own list back to the kind's own cards, so which item it is does not matter to them.
  const kind = given as unknown as ListKind;
  const { state, setQ, setSort, setLayout, setFacets, setView } = useListState(kind);
  const setColumns = useCallback((columns: readonly ColumnLook[] | null) => setLayout({ columns }), [setLayout]);
  useDefaultView(kind.kind, setView, within === undefined);
  const search = useFilter({ kind: kind.kind, q: state.q, setQ });
  const { relevance } = useSettings().settings;
  const filter = useSettled(kind, { q: both(within, state.q), sort: state.sort, weights: weightsFor(state.sort, relevance) });
  const { data: total = null } = useQuery({ ...totalQuery(kind, filter.shown.q), placeholderData: keepPreviousData });
  const selection = useSelection(filter.shown.q);
  const unreadable = hasCode(filter.error, 'query.invalid') ? filter.error : null;
  return (
    <div className="px-4 pb-10 sm:px-6">
      <InSearchSlot>
        <FilterField filter={search} label={within ? `Search ${kind.many} of ${within.name}` : `Search ${kind.many}`} />
      </InSearchSlot>
      <Toolbar
        kind={kind}
        state={state}
        total={total}
        onSort={setSort}
        onLayout={setLayout}
        isPart={within !== undefined}
        actions={kind.ListActions ? <kind.ListActions filter={filter.shown} /> : null}
        views={
          within ? null : (
            <ViewsButton
              kind={kind.kind}
              q={state.q}
              sort={state.sort}
              layout={{
                mode: state.mode,
                zoom: state.zoom,
                ...(state.mode === 'list' && state.columns ? { columns: [...state.columns] } : {}),
              }}
              onApply={(view) => setView(view)}
            />
          )
        }
      >
        {kind.facets ? (
          <IconButton label="Facets" aria-expanded={state.facets} aria-pressed={state.facets} onClick={() => setFacets(!state.facets)}>
            <PanelLeft className={state.facets ? 'text-accent' : undefined} />
          </IconButton>
        ) : null}
        <FilterChips filter={search} />
      </Toolbar>
      {search.problems.length > 0 ? (
        <SearchProblems query={search.text} problems={search.problems} />
      ) : unreadable ? (
        <SearchProblems query={state.q} problems={unreadable} />
      ) : null}
      <div className="flex pt-1">
        {state.facets && kind.facets ? (
          <FacetsDrawer kind={kind} q={filter.shown.q} filter={search} onClose={() => setFacets(false)} />
        ) : null}
        <div
          aria-busy={filter.isChanging}
          className={cn('min-w-0 flex-1 transition-opacity', (filter.isChanging || unreadable) && 'opacity-55 delay-200')}
        >
          {filter.failed ? (
            unreadable ? null : (
              <Failed kind={kind} error={filter.failed} retry={filter.retry} />
            )
          ) : (
            <ScoresProvider listKey={kind.key} filter={filter.shown}>
              <ListBody
                key={JSON.stringify(filter.shown)}
                kind={kind}
                filter={filter.shown}
                mode={state.mode}
                zoom={state.zoom}
                columns={state.columns}
                onColumns={setColumns}
                selection={selection}
                onSort={setSort}
                clear={search.clear}
                searched={state.q}
                within={within}
              />
            </ScoresProvider>
          )}
        </div>
      </div>
      {selection.active ? <SelectionBar kind={kind} q={filter.shown.q} sort={filter.shown.sort} total={total} control={selection} /> : null}
    </div>
  );
}

/** Both must be answered; what is searched for keeps to itself, whatever stands in it. */
const both = (within: Within | undefined, q: string): string => (within === undefined ? q : q === '' ? within.q : `${within.q} (${q})`);

/** What is shown stays until the first page of what is wanted is here, so that no list ever blinks. */
function useSettled(kind: ListKind, wanted: ListFilter) {
  const [shown, setShown] = useState(wanted);
  const same = shown.q === wanted.q && shown.sort === wanted.sort && shown.weights === wanted.weights;
  const first = useQuery(pageQuery(kind, wanted, null));
  // The very first list is shown at once, as skeletons; a later one once it is there.
  const [started, setStarted] = useState(false);
  if (first.data && !started) setStarted(true);
  if (!same && (first.data || !started)) setShown(wanted);
  const hasNothing = !first.data && (same || !hasCode(first.error, 'query.invalid'));
  return {
    shown,
    isChanging: !same,
    error: first.error,
    /** Set where no list can stand below the error. */
    failed: hasNothing ? first.error : null,
    retry: () => void first.refetch(),
  };
}

interface ListBodyProps {
  kind: ListKind;
  filter: ListFilter;
  mode: LayoutMode;
  zoom: number;
  columns: readonly ColumnLook[] | null;
  onColumns: (columns: readonly ColumnLook[] | null) => void;
  selection: SelectionControl;
  onSort: (sort: string) => void;
  clear: () => void;
  /** What the user looks for, without what the page stands for. */
  searched: string;
  within: Within | undefined;
}

function ListBody({ kind, filter, mode, zoom, columns, onColumns, selection, onSort, clear, searched, within }: ListBodyProps) {
  const { view, error, isPending, retry, buckets, jumpTo } = useList(kind, filter);
  const [ref, room] = useRoom();
  const layout = useRef<LayoutHandle>(null);
  const isPart = within !== undefined;
  const { provideIds } = selection;
  useEffect(() => {
    // Another search or order is another list: it is read from its top, unless it is returned to.
    if (scrollToRestore() === null && !isPart) window.scrollTo(0, 0);
  }, [isPart]);
  useEffect(
    () =>
      provideIds((from, to) =>
        Array.from({ length: to - from + 1 }, (_, step) => view.itemAt(from + step)?.id).filter((id) => id !== undefined),
      ),
    [provideIds, view],
  );
  const Shown = layouts[mode].layout;
  const { Empty } = kind;
  if (view.count === 0 && !isPending) {
    if (searched) return <NothingFound kind={kind} q={searched} clear={clear} />;
    return within ? within.empty : <Empty />;
  }
  return (
    <div className="flex">
      <div ref={ref} className="min-w-0 flex-1" aria-busy={isPending}>
        {room ? (
          <Shown
            kind={kind}
            view={view}
            room={room}
            zoom={zoom}
            sort={filter.sort}
            onSort={onSort}
            columns={columns}
            onColumns={onColumns}
            selection={selection}
            ref={layout}
          />
        ) : null}
        {error ? (
          <div role="alert" className="flex items-center justify-center gap-4 py-8 text-sm text-muted">
            {error.message}
            <Button size="small" onClick={retry}>
              Try again
            </Button>
          </div>
        ) : null}
      </div>
      {kind.buckets ? (
        // Its room is kept from the start: cards that change their width lose the place that was returned to.
        <div className="-mr-4 w-11 shrink-0 max-sm:hidden sm:-mr-6">
          {buckets.length > 1 && room ? (
            <Scrubber buckets={buckets} top={room.top} onJump={(bucket) => layout.current?.show(jumpTo(bucket))} />
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

function Failed({ kind, error, retry }: { kind: ListKind; error: Error; retry: () => void }) {
  if (hasCode(error, 'auth.forbidden')) return <NoPermission needed="viewer" />;
  return <ErrorState error={error} retry={retry} title={`The ${kind.many} could not be loaded`} />;
}
