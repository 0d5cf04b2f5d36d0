'use client';

import type { Performer, VideoCard } from '@reelm/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { NothingIn } from '@/components/detail/nothing-in';
import { CardImage, PictureMark } from '@/components/entity-picker/entity-image';
import type { ListKind } from '@/components/list/kind';
import { ErrorState, SkeletonRows } from '@/components/states';
import { Button } from '@/components/ui/button';
import { formatTime, plural } from '@/lib/format';
import { byYear, type Year } from '../timeline-model';

const pageSize = 100;

/** The videos of a performer along the years, with the age at the time. */
export function Timeline({ performer, videos }: { performer: Performer; videos: ListKind<VideoCard> }) {
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['videos', 'list', 'timeline', performer.id],
    queryFn: ({ pageParam, signal }) =>
      videos.list({ q: `performer:${performer.id}`, sort: '-date', limit: pageSize, cursor: pageParam ?? undefined }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  if (error) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={3} label="Loading" className="mx-4 mt-5 h-36 sm:mx-6" />;
  const years = byYear(
    data.pages.flatMap(({ items }) => items),
    performer.birthDate,
  );
  if (years.length === 0) return <NothingIn kind="video">The videos of {performer.name} will stand here by year.</NothingIn>;
  return (
    <div className="grid gap-7 px-4 pt-5 sm:px-6">
      {years.map((year) => (
        <YearRow key={year.year ?? 'none'} year={year} hrefOf={videos.hrefOf} />
      ))}
      {hasNextPage ? (
        <Button className="justify-self-center" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Earlier years
        </Button>
      ) : null}
    </div>
  );
}

function YearRow({ year: { year, age, items }, hrefOf }: { year: Year<VideoCard>; hrefOf: (video: VideoCard) => string }) {
  return (
    <section aria-label={year === null ? 'Without a date' : String(year)} className="grid gap-3 sm:grid-cols-[7rem_minmax(0,1fr)]">
      <header className="flex items-baseline gap-x-3 sm:grid sm:content-start sm:gap-0.5 sm:border-r sm:border-line">
        <h2 className="text-xl font-semibold tracking-tight tabular-nums">{year ?? 'No date'}</h2>
        <p className="text-xs text-muted tabular-nums">{plural(items.length, 'video')}</p>
        {age !== null && age > 0 ? <p className="text-xs text-muted tabular-nums">age {age}</p> : null}
      </header>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] gap-3">
        {items.map((video) => (
          <li key={video.id} className="relative min-w-0">
            <div className="aspect-video">
              <CardImage kind="video" url={video.coverUrl}>
                {video.durationSeconds === null ? null : <PictureMark>{formatTime(video.durationSeconds)}</PictureMark>}
              </CardImage>
            </div>
            <Link
              href={hrefOf(video)}
              title={video.name}
              className="mt-1.5 block truncate text-[0.8125rem] after:absolute after:inset-0 after:rounded-md hover:text-accent focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-offset-2 focus-visible:after:outline-accent"
            >
              {video.name}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
