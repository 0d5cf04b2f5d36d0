'use client';

import type { Video } from '@reelm/contracts';
import { MapPin, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useState } from 'react';
import { z } from 'zod';
import { EditableText } from '@/components/edit/editable-text';
import { ErrorNote, SkeletonRows } from '@/components/states';
import { Button } from '@/components/ui/button';
import { formatTime } from '@/lib/format';
import { useMay } from '@/lib/session';
import { parseChapters, writeChapters } from '@/lib/timecode';
import { useShortcuts } from '@/lib/use-shortcuts';
import type { useEditVideo } from '../hooks/use-edit-video';
import { useTimeline } from '../hooks/use-extras';
import { useMarkers } from '../hooks/use-markers';
import type { Playhead } from '../playhead';
import { MarkerFilesMenu } from './marker-files-menu';
import { MarkerRow } from './marker-row';

const MarkerForm = dynamic(() => import('./marker-form').then((module) => module.MarkerForm), { ssr: false });

const SceneSuggestions = dynamic(() => import('./scene-suggestions').then((module) => module.SceneSuggestions), { ssr: false });

interface VideoMarkersProps {
  video: Video;
  playhead: Playhead;
  edit: ReturnType<typeof useEditVideo>['edit'];
}

/** The marked moments of a video and its chapters: a click jumps there. */
export function VideoMarkers({ video, playhead, edit }: VideoMarkersProps) {
  const mayEdit = useMay('editor');
  const { data, error, create, createMany, change, remove } = useMarkers(video.id);
  const cuts = useTimeline(video).data?.cuts ?? [];
  const [at, setAt] = useState<number | null>(null);
  const endLast = (): void => {
    const now = momentOf(playhead);
    const last = data?.findLast(({ startSeconds }) => startSeconds < now);
    if (last) change(last, { startSeconds: last.startSeconds, endSeconds: now });
  };
  return (
    <div className="grid gap-6">
      <section aria-label="Markers" className="grid gap-3">
        <div className="flex items-center justify-between gap-2">
          {mayEdit ? (
            <Button size="small" aria-keyshortcuts="n" onClick={() => setAt(momentOf(playhead))}>
              <Plus /> Mark this moment
            </Button>
          ) : null}
          <MarkerFilesMenu video={video} markers={data ?? []} mayEdit={mayEdit} create={createMany} edit={edit} />
        </div>
        <ErrorNote error={error} />
        {!data && !error ? <SkeletonRows rows={3} label="Loading the markers" className="h-14" /> : null}
        {data?.length === 0 ? (
          <p className="flex items-center gap-2 text-sm text-muted">
            <MapPin className="size-4 shrink-0" aria-hidden /> No moment is marked yet.
          </p>
        ) : null}
        {data && data.length > 0 ? (
          <ol className="grid gap-0.5">
            {data.map((marker) => (
              <MarkerRow
                key={marker.id}
                marker={marker}
                mayEdit={mayEdit}
                playhead={playhead}
                onChange={(patch) => change(marker, patch)}
                onRemove={() => remove(marker)}
              />
            ))}
          </ol>
        ) : null}
        {data && data.length > 1 ? (
          <Link
            href={`/markers?${new URLSearchParams({ q: `video.id:${video.id}`, layout: 'wall', sort: 'at' })}`}
            className="justify-self-start rounded text-sm text-muted hover:text-accent"
          >
            Show them as a wall
          </Link>
        ) : null}
      </section>
      <Chapters video={video} mayEdit={mayEdit} playhead={playhead} edit={edit} />
      {mayEdit && data && cuts.length > 0 ? (
        <SceneSuggestions video={video} cuts={cuts} markers={data} playhead={playhead} create={createMany} edit={edit} />
      ) : null}
      {mayEdit ? <MarkKeys onMark={() => setAt(momentOf(playhead))} onEnd={endLast} /> : null}
      {at === null ? null : (
        <MarkerForm
          startSeconds={at}
          save={(fields) => create({ startSeconds: at, ...fields, videoId: video.id })}
          onClose={() => setAt(null)}
        />
      )}
    </div>
  );
}

/** A tenth of a second is as exact as a hand on the keyboard. */
const momentOf = (playhead: Playhead): number => Math.round(playhead.time() * 10) / 10;

function MarkKeys({ onMark, onEnd }: { onMark: () => void; onEnd: () => void }) {
  useShortcuts({ 'marker.create': onMark, 'marker.end': onEnd });
  return null;
}

const ChaptersText = z.string().refine((text) => parseChapters(text) !== null, 'Write one on each line, as 1:15 The storm');

interface ChaptersProps extends VideoMarkersProps {
  mayEdit: boolean;
}

/** Chapters are edited as text, a line for each. */
function Chapters({ video, mayEdit, playhead, edit }: ChaptersProps) {
  const { chapters } = video;
  if (chapters.length === 0 && !mayEdit) return null;
  return (
    <section className="grid gap-1.5">
      <h2 className="text-[0.8125rem] font-medium text-muted">Chapters</h2>
      <EditableText
        name="Chapters"
        value={chapters.length === 0 ? null : writeChapters(chapters)}
        schema={ChaptersText}
        multiline
        placeholder={'0:00 Arrival\n1:15 The storm'}
        mayEdit={mayEdit}
        onSave={(text) => edit({ patch: { chapters: parseChapters(text ?? '') ?? [] }, done: 'Chapters saved' })}
      >
        {chapters.length === 0 ? null : (
          <ol className="grid">
            {chapters.map(({ startSeconds, title }) => (
              <li key={`${startSeconds}-${title}`}>
                <button
                  type="button"
                  onClick={() => playhead.seek(startSeconds)}
                  className="flex items-baseline gap-2.5 rounded-md py-1 text-left text-sm hover:text-accent pointer-coarse:min-h-11 pointer-coarse:items-center"
                >
                  <span className="shrink-0 text-muted tabular-nums">{formatTime(startSeconds)}</span>
                  <span className="break-words">{title}</span>
                </button>
              </li>
            ))}
          </ol>
        )}
      </EditableText>
    </section>
  );
}
