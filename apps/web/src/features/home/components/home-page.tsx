'use client';

import { FolderPlus, ListTodo } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { useState, useSyncExternalStore, type KeyboardEvent } from 'react';
import { AddFolder } from '@/components/add-folder';
import { EmptyState, ErrorState } from '@/components/states';
import { Button, IconButton } from '@/components/ui/button';
import { useMay } from '@/lib/session';
import { useHomeRows, useRowItems, type Kinds } from '../hooks/use-home';
import { moveInRows } from './row-keys';
import { cellOf, RowList } from './row-list';

const ArrangeDialog = dynamic(() => import('./arrange-dialog').then((module) => module.ArrangeDialog), { ssr: false });

/** Rows of what one may want next. Empty ones stay away. */
export function HomePage({ kinds }: { kinds: Kinds }) {
  const { rows, isPending: viewsPending, shuffle } = useHomeRows();
  const shown = rows.shown.filter(({ kind }) => kinds[kind]);
  const answers = useRowItems(shown, kinds);
  const [arranging, setArranging] = useState(useSearchParams().get('arrange') === 'true');
  const screen = useScreen();
  // All at once, so that no row pushes others away as it comes.
  const pending = viewsPending || answers.some(({ isPending }) => isPending);
  const error = answers.every((answer) => answer.error) ? answers[0]?.error : null;
  const empty = !pending && !error && answers.every(({ data }) => !data || data.items.length === 0);
  const keys = (event: KeyboardEvent<HTMLElement>): void => {
    if (moveInRows(event.currentTarget, event)) event.preventDefault();
  };
  return (
    <div className="pt-4 pb-12">
      <header className="flex h-9 items-center justify-between px-4 sm:px-6">
        <h1 className="text-sm text-muted">Home</h1>
        {empty ? null : (
          <IconButton label="Choose and order the rows" onClick={() => setArranging(true)}>
            <ListTodo />
          </IconButton>
        )}
      </header>
      {error ? (
        <ErrorState
          error={error}
          title="The home page could not be loaded"
          retry={() => answers.forEach(({ refetch }) => void refetch())}
        />
      ) : null}
      {empty ? <Nothing none={rows.shown.length === 0} onArrange={() => setArranging(true)} /> : null}
      <div role="presentation" onKeyDown={keys} className="grid grid-cols-[minmax(0,1fr)] gap-6">
        {shown.map((row, place) => {
          const kind = kinds[row.kind];
          const items = pending ? null : (answers[place]?.data?.items ?? []);
          // While nothing is known, as many as are surely there.
          if (!kind || (items === null ? place >= skeletonRows : items.length === 0)) return null;
          return (
            <RowList
              key={row.id}
              row={row}
              kind={kind}
              cell={cellOf(kind, screen.width, screen.scale)}
              items={items}
              onShuffle={row.id === 'random' ? shuffle : undefined}
            />
          );
        })}
      </div>
      {arranging ? <ArrangeDialog rows={rows} onClose={() => setArranging(false)} /> : null}
    </div>
  );
}

const skeletonRows = 3;

/** A fresh library, or rows that all happen to be empty. */
function Nothing({ none, onArrange }: { none: boolean; onArrange: () => void }) {
  const mayAdd = useMay('admin');
  if (none)
    return (
      <EmptyState icon={ListTodo} title="No rows" action={<Button onClick={onArrange}>Choose rows</Button>}>
        <p>You took all rows off this page. Choose which ones you want.</p>
      </EmptyState>
    );
  return (
    <EmptyState icon={FolderPlus} title="Welcome to Reelm" action={<AddFolder />}>
      <p>
        {mayAdd
          ? 'Point Reelm at a folder with videos. What was added last, what you have begun to watch and your favourites will be here, and the files stay as they are.'
          : 'As soon as an administrator adds a folder, its videos appear here.'}
      </p>
    </EmptyState>
  );
}

/** Width of the window, and size of its letters over 16 pixels. */
function useScreen(): { width: number; scale: number } {
  const text = useSyncExternalStore(
    onResize,
    () => `${window.innerWidth} ${parseFloat(getComputedStyle(document.documentElement).fontSize) / 16}`,
    () => '1440 1',
  );
  const [width = 1440, scale = 1] = text.split(' ').map(Number);
  return { width, scale };
}
const onResize = (listener: () => void): (() => void) => {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
};
