import type { Marker } from '@reelm/contracts';
import type { ReactNode } from 'react';
import { CardImage, PictureMark } from '@/components/entity-picker/entity-image';
import { SpriteCell } from '@/components/sprite-cell';
import { formatTime } from '@/lib/format';
import { cellAtTime } from '@/lib/sprite';

interface MarkerCoverProps {
  marker: Marker;
  height?: number | string;
  children?: ReactNode;
}

/** The marked moment itself, as near as the sprite sheet of the video comes to it; else the cover of the video. */
export function MarkerCover({ marker: { video, startSeconds, endSeconds }, height, children }: MarkerCoverProps) {
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
      {children}
      <PictureMark>
        {endSeconds === null ? formatTime(startSeconds) : `${formatTime(startSeconds)} – ${formatTime(endSeconds)}`}
      </PictureMark>
    </CardImage>
  );
}
