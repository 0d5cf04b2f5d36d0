'use client';

import type { VideoCard as VideoCardData } from '@reelm/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { CircleAlert, Heart, Unplug } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { memo } from 'react';
import { RatingMark } from '@/components/rating-stars';
import { Skeleton } from '@/components/states';
import { cn } from '@/lib/cn';
import { formatInstant } from '@/lib/format';
import type { GridGeometry } from '@/lib/grid';
import { useScrub } from '../hooks/use-scrub';
import { prefetchVideo } from '../hooks/use-video';
import { Cover } from './cover';

interface VideoCardProps {
  video: VideoCardData;
  index: number;
  geometry: GridGeometry;
  mayEdit: boolean;
  onFavourite: (id: string, favourite: boolean) => void;
}

/** One video of the grid. Its link covers the whole card; the heart lies above the link. */
export const VideoCard = memo(function VideoCard({ video, index, geometry, mayEdit, onFavourite }: VideoCardProps) {
  const client = useQueryClient();
  const router = useRouter();
  const href = `/videos/${video.id}`;
  const prepare = (): void => {
    router.prefetch(href);
    void prefetchVideo(client, video.id);
  };
  const { text, coverHeight } = geometry;
  const { cell, onPointerMove, onPointerLeave } = useScrub(video.sprite, coverHeight);
  return (
    <article
      className="group relative"
      aria-label={video.name}
      onPointerEnter={prepare}
      onPointerMove={onPointerMove}
      onPointerLeave={onPointerLeave}
    >
      <Cover video={video} height={coverHeight} badges={text !== 'none'} cell={cell} />
      <Link
        href={href}
        prefetch={false}
        aria-label={video.name}
        title={text === 'full' ? undefined : video.name}
        data-card={index}
        onFocus={prepare}
        className="absolute inset-0 rounded-md outline-offset-3"
      />
      {mayEdit || video.favourite ? (
        <FavouriteButton video={video} mayEdit={mayEdit} small={text === 'none'} onFavourite={onFavourite} />
      ) : null}
      {text === 'none' ? null : (
        <div className="overflow-hidden pt-2" style={{ height: geometry.textHeight }} aria-hidden>
          <p className={cn('text-sm leading-5 font-medium break-words', text === 'full' ? 'line-clamp-2' : 'truncate text-[0.8125rem]')}>
            {video.name}
          </p>
          {text === 'full' ? <CardFacts video={video} /> : null}
        </div>
      )}
    </article>
  );
});

function CardFacts({ video }: { video: VideoCardData }) {
  return (
    <p className="mt-0.5 flex items-center gap-2 overflow-hidden text-xs leading-4 whitespace-nowrap text-muted">
      {video.rating === null ? null : <RatingMark value={video.rating} />}
      {video.state === 'pending' ? <span className="text-accent">Being analysed</span> : null}
      {video.state === 'failed' ? (
        <span className="flex items-center gap-1 text-bad">
          <CircleAlert className="size-3.5" /> Cannot be read
        </span>
      ) : null}
      {video.state === 'missing' ? (
        <span className="flex items-center gap-1 text-warn">
          <Unplug className="size-3.5" /> File not there
        </span>
      ) : null}
      {video.state === 'ready' ? <span>{video.date ?? formatInstant(video.createdAt).split(',')[0]}</span> : null}
    </p>
  );
}

function FavouriteButton({
  video,
  mayEdit,
  small,
  onFavourite,
}: Pick<VideoCardProps, 'mayEdit' | 'onFavourite'> & { video: VideoCardData; small: boolean }) {
  const shape = cn('absolute top-0 right-0 grid place-items-center', small ? 'size-8' : 'size-10 pointer-coarse:size-11');
  const heart = (
    <span className={cn('grid place-items-center rounded-full bg-black/55', small ? 'size-5.5' : 'size-7.5')}>
      <Heart
        className={cn(small ? 'size-3' : 'size-4', video.favourite ? 'fill-[oklch(0.7_0.2_18)] text-[oklch(0.7_0.2_18)]' : 'text-white')}
      />
    </span>
  );
  if (!mayEdit)
    return (
      <span className={shape} role="img" aria-label="Favourite">
        {heart}
      </span>
    );
  return (
    <button
      type="button"
      aria-label={`Favourite ${video.name}`}
      aria-pressed={video.favourite}
      onClick={() => onFavourite(video.id, !video.favourite)}
      className={cn(
        shape,
        'rounded-md transition-opacity',
        // Shown when it says something, when the card is used, and always where there is no hover.
        !video.favourite && 'opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-80',
      )}
    >
      {heart}
    </button>
  );
}

export function CardSkeleton({ geometry }: { geometry: GridGeometry }) {
  return (
    <div style={{ height: geometry.coverHeight + geometry.textHeight }}>
      <div style={{ height: geometry.coverHeight }}>
        <Skeleton className="size-full" />
      </div>
      {geometry.text === 'none' ? null : <Skeleton className="mt-3 h-3.5 w-4/5" />}
      {geometry.text === 'full' ? <Skeleton className="mt-2.5 h-3 w-2/5" /> : null}
    </div>
  );
}
