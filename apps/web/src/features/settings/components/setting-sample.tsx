'use client';

import type { SampledKind } from '@reelm/contracts';
import { Film, Grid3x3 } from 'lucide-react';
import { useState } from 'react';
import { ErrorNote } from '@/components/states';
import { Button } from '@/components/ui/button';
import { formatBytes, formatSpan, plural } from '@/lib/format';
import { useSamples, useVideosToTry, type Sample } from '../hooks/use-samples';

/** What the settings give of a video, beside what they gave before. */
export function SettingSample({ id }: { id: string }) {
  const videos = useVideosToTry();
  const [chosen, setChosen] = useState<string | null>(null);
  const { samples, make, making, error } = useSamples();
  const video = videos?.find((one) => one.id === chosen) ?? videos?.[0];
  if (!video) return <p className="text-sm text-muted">There is no video to try it on yet.</p>;
  const tryOut = (kind: SampledKind) => make({ kind, videoId: video.id, name: video.name });
  return (
    <div className="grid w-full gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <select
          aria-labelledby={id}
          aria-describedby={`${id}-help`}
          value={video.id}
          onChange={(event) => setChosen(event.target.value)}
          className="h-9 max-w-full min-w-0 flex-1 basis-48 truncate rounded-md border border-line bg-raised px-3 text-sm hover:border-edge/70 pointer-coarse:h-11"
        >
          {videos?.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
        <Button disabled={making} onClick={() => tryOut('pictures')}>
          <Grid3x3 /> Small pictures
        </Button>
        <Button disabled={making} onClick={() => tryOut('preview')}>
          <Film /> Preview
        </Button>
      </div>
      <ErrorNote error={error} />
      <p role="status" className="sr-only">
        {making ? 'Making a sample' : samples[0] ? says(samples[0]) : ''}
      </p>
      {making ? <div className="h-48 animate-shimmer rounded-md bg-raised" aria-hidden /> : null}
      {samples.length > 0 ? (
        <ol aria-label="Samples, the newest first" className="grid gap-4 sm:grid-cols-2">
          {samples.map((sample) => (
            <li key={sample.url} className="grid content-start gap-2">
              {sample.kind === 'pictures' ? (
                <img src={sample.url} alt={`Small pictures of ${sample.name}`} className="picture w-full rounded-md bg-black" />
              ) : (
                <video
                  src={sample.url}
                  muted
                  loop
                  controls
                  playsInline
                  aria-label={`Preview of ${sample.name}`}
                  className="picture w-full rounded-md bg-black"
                />
              )}
              <p className="text-[0.8125rem] text-pretty text-muted tabular-nums">{says(sample)}</p>
            </li>
          ))}
        </ol>
      ) : null}
    </div>
  );
}

/** What it took, and what all would take if they were like this one. */
function says({ bytes, seconds, layout, videos, name }: Sample): string {
  const cells = layout ? `${plural(layout.times.length, 'picture')} of ${layout.cellWidth} × ${layout.cellHeight}, ` : '';
  const all = videos > 1 ? ` ${plural(videos, 'video')} like it: ${formatBytes(bytes * videos)}, ${formatSpan(seconds * videos)}.` : '';
  return `${name}: ${cells}${formatBytes(bytes)}, made in ${seconds.toFixed(1)} s.${all}`;
}
