'use client';

import type { Marker, SceneCut, Video } from '@reelm/contracts';
import { BookOpen, MapPin } from 'lucide-react';
import { useState } from 'react';
import { SpriteCell } from '@/components/sprite-cell';
import { Button, IconButton } from '@/components/ui/button';
import { Disclosure } from '@/components/ui/disclosure';
import { formatTime, plural } from '@/lib/format';
import { cellAtTime } from '@/lib/sprite';
import type { useEditVideo } from '../hooks/use-edit-video';
import type { useMarkers } from '../hooks/use-markers';
import type { Playhead } from '../playhead';
import { chaptersWith, pickScenes, withoutKnown } from '../scenes';

interface SceneSuggestionsProps {
  video: Video;
  cuts: readonly SceneCut[];
  markers: readonly Marker[];
  playhead: Playhead;
  create: ReturnType<typeof useMarkers>['createMany'];
  edit: ReturnType<typeof useEditVideo>['edit'];
}

const offered = [6, 12, 24, 48] as const;

/** Places where the picture becomes another one, offered as chapters and markers: one by one, or all. */
export function SceneSuggestions({ video, cuts, markers, playhead, create, edit }: SceneSuggestionsProps) {
  const [most, setMost] = useState<number>(offered[1]);
  const { chapters, sprite } = video;
  const scenes = withoutKnown(pickScenes(cuts, video.durationSeconds ?? 0, most), [...chapters, ...markers]);
  const mark = (taken: readonly SceneCut[]): void =>
    create(taken.map(({ seconds }) => ({ startSeconds: seconds, title: `Scene at ${formatTime(seconds)}` })));
  const divide = (taken: readonly SceneCut[]): void =>
    edit({
      patch: {
        chapters: chaptersWith(
          chapters,
          taken.map(({ seconds }) => seconds),
        ),
      },
      done: `${plural(taken.length, 'chapter')} added`,
    });
  return (
    <Disclosure summary="Suggested scenes">
      <div className="grid gap-3 pt-1">
        <div className="flex flex-wrap items-center gap-2">
          <label className="flex items-center gap-2 text-sm text-muted">
            At most
            <select
              value={most}
              onChange={(event) => setMost(Number(event.target.value))}
              className="h-8 rounded-md border border-line bg-raised px-2 text-sm text-ink hover:border-edge/70 pointer-coarse:h-11"
            >
              {offered.map((count) => (
                <option key={count} value={count}>
                  {count}
                </option>
              ))}
            </select>
          </label>
          <Button size="small" disabled={scenes.length === 0} onClick={() => divide(scenes)}>
            <BookOpen /> All as chapters
          </Button>
          <Button size="small" disabled={scenes.length === 0} onClick={() => mark(scenes)}>
            <MapPin /> All as markers
          </Button>
        </div>
        {scenes.length === 0 ? <p className="text-sm text-muted">Every scene found stands here already.</p> : null}
        <ol aria-label="Suggested scenes" className="grid gap-0.5">
          {scenes.map((scene) => {
            const { seconds } = scene;
            return (
              <li key={seconds} className="flex items-center gap-1 rounded-md px-1.5 hover:bg-raised/70">
                <button
                  type="button"
                  onClick={() => playhead.seek(seconds)}
                  title={`Jump to ${formatTime(seconds)}`}
                  className="flex min-w-0 flex-1 items-center gap-3 rounded-md py-1 text-left text-sm tabular-nums hover:text-accent pointer-coarse:min-h-11"
                >
                  {sprite ? (
                    <SpriteCell
                      url={sprite.url}
                      layout={sprite.layout}
                      cell={cellAtTime(sprite.layout, seconds)}
                      className="w-20 shrink-0 rounded"
                    />
                  ) : null}
                  {formatTime(seconds)}
                </button>
                <IconButton size="small" label={`Chapter from ${formatTime(seconds)}`} onClick={() => divide([scene])}>
                  <BookOpen />
                </IconButton>
                <IconButton size="small" label={`Marker at ${formatTime(seconds)}`} onClick={() => mark([scene])}>
                  <MapPin />
                </IconButton>
              </li>
            );
          })}
        </ol>
      </div>
    </Disclosure>
  );
}
