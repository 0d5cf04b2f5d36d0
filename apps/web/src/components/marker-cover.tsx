import type { Marker } from '@reelm/contracts';
import type { ReactNode } from 'react';
import { CardImage, PictureMark } from '@/components/entity-picker/entity-image';
import { PreviewFilm } from '@/components/preview/preview-film';
import { SpriteCell } from '@/components/sprite-cell';
import { formatTime } from '@/lib/format';
import { cellAtTime } from '@/lib/sprite';

interface MarkerCoverProps {
  marker: Marker;
  height?: number | string;
  /** Whether its preview plays over the picture. */
  playing?: boolean;
  children?: ReactNode;
}

/** The marked moment itself, as near as the sprite sheet of the video comes to it; else the cover of the video. */
export function MarkerCover({ marker, height, playing = false, children }: MarkerCoverProps) {
  const { video, startSeconds, endSeconds, previewUrl } = marker;
  const { sprite } = video;
  return (
    <CardImage kind="marker" url={sprite ? null : video.coverUrl} {...(height === undefined ? {} : { height })}>
      {sprite ? (
        <div className="absolute inset-0 flex items-center justify-center overflow-hidden bg-black *:shrink-0">
          <SpriteCell
            url={sprite.url}
            layout={sprite.layout}
            cell={cellAtTime(sprite.layout, startSeconds)}
            className={sprite.layout.cellWidth * 9 > sprite.layout.cellHeight * 16 ? 'h-full' : 'w-full'}
          />
        </div>
      ) : null}
      {playing && previewUrl ? <PreviewFilm url={previewUrl} /> : null}
      {children}
      <PictureMark>
        {endSeconds === null ? formatTime(startSeconds) : `${formatTime(startSeconds)} – ${formatTime(endSeconds)}`}
      </PictureMark>
    </CardImage>
  );
}
