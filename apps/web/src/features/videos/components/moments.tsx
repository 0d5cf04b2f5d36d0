'use client';

import type { Marker, Video } from '@reelm/contracts';
import { MarkerCover } from '@/components/marker-cover';
import { usePreview } from '@/components/preview/use-preview';
import { Skeleton } from '@/components/states';
import { useMarkers } from '../hooks/use-markers';
import type { Playhead } from '../playhead';

interface MomentsProps {
  video: Video;
  playhead: Playhead;
}

/** The marked moments of a video as pictures, below the player: each leads it there. */
export const Moments = (props: MomentsProps) => (props.video.counts.markers === 0 ? null : <Strip {...props} />);

function Moment({ marker, playhead }: { marker: Marker; playhead: Playhead }) {
  const preview = usePreview(marker.previewUrl);
  return (
    <li className="w-36 shrink-0 snap-start sm:w-44">
      <button
        type="button"
        onClick={() => playhead.seek(marker.startSeconds)}
        {...preview.handlers}
        className="block w-full rounded-md text-left hover:text-accent"
      >
        <span className="block aspect-video">
          <MarkerCover marker={marker} playing={preview.playing} />
        </span>
        <span className="mt-1.5 block truncate text-[0.8125rem] font-medium">{marker.name}</span>
      </button>
    </li>
  );
}

function Strip({ video, playhead }: MomentsProps) {
  const { data } = useMarkers(video.id);
  return (
    <ol aria-label="Marked moments" className="flex snap-x gap-3 overflow-x-auto p-1 max-sm:scroll-px-4 max-sm:px-4 sm:-mx-1">
      {data
        ? data.map((marker) => <Moment key={marker.id} marker={marker} playhead={playhead} />)
        : Array.from({ length: video.counts.markers }, (_, place) => (
            <li key={place} className="w-36 shrink-0 sm:w-44">
              <Skeleton className="aspect-video" />
              <span className="mt-1.5 block text-[0.8125rem]">&nbsp;</span>
            </li>
          ))}
    </ol>
  );
}
