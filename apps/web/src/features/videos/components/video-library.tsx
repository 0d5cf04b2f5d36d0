'use client';

import { FolderPlus, SearchX } from 'lucide-react';
import Link from 'next/link';
import { useCallback, useEffect, useRef } from 'react';
import { EmptyState, ErrorState } from '@/components/states';
import { Button } from '@/components/ui/button';
import { hasCode } from '@/lib/api';
import { cn } from '@/lib/cn';
import { plural } from '@/lib/format';
import { useMay } from '@/lib/session';
import { usePreferences } from '@/lib/use-preferences';
import { useGridGeometry } from '../hooks/use-grid-geometry';
import { useVideoFilter, useVideoList } from '../hooks/use-video-list';
import { LibraryBar } from './library-bar';
import { SearchProblems } from './search-problems';
import { VideoGrid } from './video-grid';

/** Skeleton cards while the first page is on its way, and while the length of the list is not known. */
const firstSkeletons = 48;
const pageSkeletons = 60;

export function VideoLibrary() {
  const [filter, setFilter] = useVideoFilter();
  const { preferences, change } = usePreferences();
  const { ref, geometry, top, most } = useGridGeometry(preferences.columns);
  const { cards, total, error, isPending, isPlaceholderData, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useVideoList(filter);

  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !error) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, error, fetchNextPage]);

  useTopOnChange(`${filter.q} ${filter.sort}`);
  const unreadable = hasCode(error, 'query.invalid');
  const expected = isPending
    ? error
      ? 0
      : firstSkeletons
    : hasNextPage
      ? Math.min(total === null ? pageSkeletons : Math.max(1, total - cards.length), pageSkeletons)
      : 0;
  const empty = !isPending && !error && cards.length === 0;
  return (
    <div className="px-4 pb-10 sm:px-6">
      <LibraryBar
        heading={
          isPending
            ? 'Videos'
            : filter.q && total !== null
              ? `${plural(total, 'video')} found`
              : total === null
                ? 'Videos'
                : plural(total, 'video')
        }
        sort={filter.sort}
        onSort={(sort) => void setFilter({ sort })}
        columns={geometry?.columns ?? 5}
        mostColumns={most}
        onColumns={(columns) => change({ columns })}
      />
      {unreadable ? <SearchProblems query={filter.q} error={error} /> : null}
      {error && !unreadable && cards.length === 0 ? (
        <ErrorState error={error} retry={() => void refetch()} title="The videos could not be loaded" />
      ) : null}
      {empty ? filter.q ? <NothingFound q={filter.q} clear={() => void setFilter({ q: null })} /> : <NoVideos /> : null}
      <div
        ref={ref}
        aria-busy={isPending || isPlaceholderData}
        className={cn('transition-opacity', (isPlaceholderData || unreadable) && 'opacity-55 delay-200')}
      >
        {geometry && (cards.length > 0 || expected > 0) ? (
          <VideoGrid cards={cards} expected={expected} geometry={geometry} top={top} onNearEnd={loadMore} />
        ) : null}
      </div>
      {error && !unreadable && cards.length > 0 ? (
        <div role="alert" className="flex items-center justify-center gap-4 py-8 text-sm text-muted">
          {error.message}
          <Button size="small" onClick={() => void fetchNextPage()}>
            Try again
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** Another search or order is another list: it is read from its top. */
function useTopOnChange(key: string): void {
  const before = useRef(key);
  useEffect(() => {
    if (before.current !== key) window.scrollTo(0, 0);
    before.current = key;
  }, [key]);
}

function NothingFound({ q, clear }: { q: string; clear: () => void }) {
  return (
    <EmptyState icon={SearchX} title="Nothing found" action={<Button onClick={clear}>Clear the search</Button>}>
      <p>
        No video has <q className="text-ink">{q}</q> in its title, details or path. Fewer words find more; <code>OR</code> finds either of
        two.
      </p>
    </EmptyState>
  );
}

function NoVideos() {
  const mayAdd = useMay('admin');
  return (
    <EmptyState
      icon={FolderPlus}
      title="No videos yet"
      action={
        mayAdd ? (
          <Button asChild look="primary">
            <Link href="/libraries?add=true">Add a folder</Link>
          </Button>
        ) : null
      }
    >
      <p>
        {mayAdd
          ? 'Point Reelm at a folder with videos. They appear here while they are being looked at, and the files stay as they are.'
          : 'As soon as an administrator adds a folder, its videos appear here.'}
      </p>
    </EmptyState>
  );
}
