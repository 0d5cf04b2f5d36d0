'use client';

import type { VideoCard } from '@reelm/contracts';
import { CircleAlert, Film, Unplug } from 'lucide-react';
import { PictureMark } from '@/components/entity-picker/entity-image';
import { PreviewFilm } from '@/components/preview/preview-film';
import { SpriteCell } from '@/components/sprite-cell';
import { formatTime, resolutionName } from '@/lib/format';

interface CoverProps {
  video: VideoCard;
  height: number;
  badges: boolean;
  /** The picture of the sprite sheet that the pointer chose; null shows the cover itself. */
  cell: number | null;
  /** Whether the preview plays over both. */
  playing?: boolean;
}

/** Cover of a card. */
export function Cover({ video, height, badges, cell, playing = false }: CoverProps) {
  const { sprite } = video;
  const resolution = resolutionName(video.width, video.height);
  const time = sprite && cell !== null && !playing ? sprite.layout.times[cell] : undefined;
  return (
    <div className="relative overflow-hidden rounded-md bg-raised" style={{ height, ...standIn(video) }} data-testid="cover">
      {video.coverUrl ? (
        <img src={video.coverUrl} alt="" loading="lazy" decoding="async" draggable={false} className="picture size-full object-cover" />
      ) : (
        <NoCover video={video} />
      )}
      {sprite && cell !== null ? (
        <div className="absolute inset-0 grid place-items-center bg-black" data-testid="scrub" data-cell={cell}>
          <SpriteCell url={sprite.url} layout={sprite.layout} cell={cell} className="max-h-full w-full" />
          <div className="absolute inset-x-0 bottom-0 h-0.75 bg-white/25">
            <div className="h-full bg-accent" style={{ width: `${((cell + 0.5) / sprite.layout.times.length) * 100}%` }} />
          </div>
        </div>
      ) : null}
      {playing && video.previewUrl ? <PreviewFilm url={video.previewUrl} /> : null}
      {badges && resolution ? <PictureMark className="top-1.5 left-1.5">{resolution}</PictureMark> : null}
      {video.resumeSeconds !== null && video.durationSeconds ? (
        <div className="absolute inset-x-0 bottom-0 h-0.75 bg-white/30">
          <div className="h-full bg-accent" style={{ width: `${Math.min(100, (video.resumeSeconds / video.durationSeconds) * 100)}%` }} />
        </div>
      ) : null}
      {video.durationSeconds !== null ? <PictureMark>{formatTime(time ?? video.durationSeconds)}</PictureMark> : null}
    </div>
  );
}

/** Some pixels of the cover until it is there; the browser makes them soft. */
const standIn = ({ coverUrl, placeholder }: VideoCard) =>
  coverUrl && placeholder ? { backgroundImage: `url(${placeholder})`, backgroundSize: '100% 100%' } : {};

const without = {
  pending: { icon: Film, says: 'Waiting to be looked at' },
  ready: { icon: Film, says: 'No cover yet' },
  failed: { icon: CircleAlert, says: 'Cannot be read' },
  missing: { icon: Unplug, says: 'File not there' },
} as const;

function NoCover({ video }: { video: VideoCard }) {
  const { icon: Icon, says } = without[video.state];
  return (
    <div
      className={`grid size-full place-content-center justify-items-center gap-1.5 p-2 text-center text-xs text-muted ${video.state === 'pending' ? 'animate-shimmer' : ''}`}
    >
      <Icon className={`size-6 ${video.state === 'failed' ? 'text-bad' : ''}`} strokeWidth={1.5} aria-hidden />
      {says}
    </div>
  );
}
