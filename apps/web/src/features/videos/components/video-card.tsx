'use client';

import type { VideoCard as VideoCardData } from '@reelm/contracts';
import { CircleAlert, Clock, Unplug } from 'lucide-react';
import { memo } from 'react';
import { EntityImage } from '@/components/entity-picker/entity-image';
import { CardFrame } from '@/components/list/card-frame';
import { FavouriteButton } from '@/components/list/favourite-button';
import type { CardProps } from '@/components/list/kind';
import { usePreview } from '@/components/preview/use-preview';
import { RatingMark } from '@/components/rating-stars';
import { cn } from '@/lib/cn';
import { formatDay } from '@/lib/format';
import { useScrub } from '../hooks/use-scrub';
import { favourVideo } from '../hooks/use-video';
import { CardMenu } from './card-menu';
import { Cover } from './cover';

const mostFaces = 3;

/** One video of the grid: its pictures follow the pointer, and where it rests its preview plays. */
export const VideoCard = memo(function VideoCard(props: CardProps<VideoCardData>) {
  const { item: video, cell } = props;
  const scrub = useScrub(video.sprite, cell.pictureHeight);
  const preview = usePreview(video.previewUrl, scrub);
  const { text } = cell;
  return (
    <CardFrame {...props} {...preview.handlers}>
      <Cover video={video} height={cell.pictureHeight} badges={text !== 'none'} cell={scrub.cell} playing={preview.playing} />
      <FavouriteButton item={video} small={text === 'none'} onChange={(client, favourite) => favourVideo(client, video.id, favourite)} />
      {text === 'full' ? <CardMenu video={video} top={cell.pictureHeight + 2} /> : null}
      {text === 'none' ? null : (
        <div className="overflow-hidden pt-2" style={{ height: cell.textHeight }} aria-hidden>
          <p
            title={video.name}
            className={cn('pr-6 text-sm leading-5 font-medium break-words', text === 'full' ? 'line-clamp-2' : 'truncate text-[0.8125rem]')}
          >
            {video.name}
          </p>
          {text === 'full' ? <Facts video={video} /> : null}
        </div>
      )}
    </CardFrame>
  );
});

/** One video of the wall. */
export const VideoPreview = memo(function VideoPreview(props: CardProps<VideoCardData>) {
  const { item: video, cell } = props;
  const scrub = useScrub(video.sprite, cell.pictureHeight);
  const preview = usePreview(video.previewUrl, scrub);
  return (
    <CardFrame {...props} {...preview.handlers}>
      <Cover video={video} height={cell.pictureHeight} badges={false} cell={scrub.cell} playing={preview.playing} />
    </CardFrame>
  );
});

function Facts({ video }: { video: VideoCardData }) {
  const { performers, counts } = video;
  return (
    <div className="mt-1 grid gap-1 text-xs leading-4 whitespace-nowrap text-muted">
      {performers.length > 0 ? (
        <p className="flex items-center gap-1.5 overflow-hidden">
          <span className="flex shrink-0 -space-x-1">
            {performers.slice(0, mostFaces).map((performer) => (
              <EntityImage key={performer.id} kind="performer" url={performer.imageUrl} className="ring-2 ring-ground" />
            ))}
          </span>
          <span className="truncate">
            {performers.map(({ name }) => name).join(', ')}
            {counts.performers > performers.length ? ` +${counts.performers - performers.length}` : ''}
          </span>
        </p>
      ) : null}
      <p className="flex items-center gap-2 overflow-hidden">
        {video.rating === null ? null : <RatingMark value={video.rating} />}
        <State video={video} />
        {video.watchLater ? <Clock className="size-3.5 shrink-0 text-accent" /> : null}
      </p>
    </div>
  );
}

function State({ video }: { video: VideoCardData }) {
  switch (video.state) {
    case 'pending':
      return <span className="text-accent">Being analysed</span>;
    case 'failed':
      return (
        <span className="flex items-center gap-1 text-bad">
          <CircleAlert className="size-3.5" /> Cannot be read
        </span>
      );
    case 'missing':
      return (
        <span className="flex items-center gap-1 text-warn">
          <Unplug className="size-3.5" /> File not there
        </span>
      );
    case 'ready':
      return (
        <span className="truncate">
          {video.studio ? `${video.studio.name} · ` : ''}
          {video.date ?? formatDay(video.createdAt)}
        </span>
      );
  }
}
