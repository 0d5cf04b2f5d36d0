'use client';

import { entityHttp, type Performer } from '@reelm/contracts';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { EntityTile } from '@/components/detail/entity-tile';
import { NothingIn } from '@/components/detail/nothing-in';
import { ErrorState, Skeleton } from '@/components/states';
import { call } from '@/lib/api';
import { plural } from '@/lib/format';
import { clauseOf } from '@/lib/video-search';

const most = 60;
const grid = 'grid grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] gap-x-4 gap-y-6 px-4 pt-5 sm:px-6';

/** Who appears together with a performer, most often first; the number leads to the videos of the two. */
export function CoPerformers({ performer }: { performer: Performer }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['performers', 'detail', performer.id, 'with'],
    queryFn: ({ signal }) => call(entityHttp.performersWith, { params: { id: performer.id }, query: { limit: most } }, { signal }),
  });
  if (error) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data)
    return (
      <div role="status" aria-label="Loading" className={grid}>
        {Array.from({ length: 8 }, (_, place) => (
          <Skeleton key={place} className="aspect-[2/3]" />
        ))}
      </div>
    );
  if (data.items.length === 0)
    return (
      <NothingIn kind="performer">
        Whoever appears in a video together with {performer.name} stands here, the most frequent first.
      </NothingIn>
    );
  return (
    <ul aria-label={`Appears with ${performer.name}`} className={grid}>
      {data.items.map(({ performer: other, videos }) => (
        <li key={other.id}>
          <EntityTile kind="performer" entity={other}>
            <Link
              href={`/videos?${new URLSearchParams({ q: `${clauseOf('performer', performer.name)} ${clauseOf('performer', other.name)}` })}`}
              className="relative z-1 inline-flex items-center rounded hover:text-accent hover:underline pointer-coarse:min-h-11"
              aria-label={`${plural(videos, 'video')} of ${performer.name} and ${other.name}`}
            >
              {plural(videos, 'video')} together
            </Link>
          </EntityTile>
        </li>
      ))}
    </ul>
  );
}
