'use client';

import type { Marker, Video } from '@reelm/contracts';
import { MapPin, Pencil, Plus, Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useState } from 'react';
import { z } from 'zod';
import { EditableText } from '@/components/edit/editable-text';
import { entityAddress } from '@/lib/addresses';
import { EntityChip } from '@/components/entity-picker/entity-chip';
import { ErrorNote, SkeletonRows } from '@/components/states';
import { Button, IconButton } from '@/components/ui/button';
import { formatTime } from '@/lib/format';
import { useMay } from '@/lib/session';
import { parseChapters, writeChapters } from '@/lib/timecode';
import { useShortcuts } from '@/lib/use-shortcuts';
import { useMarkers } from '../hooks/use-markers';
import type { useEditVideo } from '../hooks/use-edit-video';

const MarkerForm = dynamic(() => import('./marker-form').then((module) => module.MarkerForm), { ssr: false });

/** What the panel beside the player can ask of it. */
export interface Playhead {
  /** Where it stands, seconds. */
  time: () => number;
  seek: (seconds: number) => void;
}

interface VideoMarkersProps {
  video: Video;
  playhead: Playhead;
  edit: ReturnType<typeof useEditVideo>['edit'];
}

/** The marked moments of a video and its chapters: a click jumps there. */
export function VideoMarkers({ video, playhead, edit }: VideoMarkersProps) {
  const mayEdit = useMay('editor');
  const { data, error, create, update, remove } = useMarkers(video.id);
  const [open, setOpen] = useState<Marker | { startSeconds: number } | null>(null);
  return (
    <div className="grid gap-6">
      <section aria-label="Markers" className="grid gap-3">
        {mayEdit ? (
          <Button
            size="small"
            className="justify-self-start"
            aria-keyshortcuts="n"
            onClick={() => setOpen({ startSeconds: momentOf(playhead) })}
          >
            <Plus /> Mark this moment
          </Button>
        ) : null}
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
                onJump={() => playhead.seek(marker.startSeconds)}
                onEdit={() => setOpen(marker)}
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
      {mayEdit ? <MarkKey onMark={() => setOpen({ startSeconds: momentOf(playhead) })} /> : null}
      {open ? (
        <MarkerForm
          marker={open}
          save={(patch, version) =>
            'id' in open
              ? update({ marker: open, patch, ...(version === undefined ? {} : { version }) })
              : create({ startSeconds: open.startSeconds, ...patch, videoId: video.id })
          }
          onClose={() => setOpen(null)}
        />
      ) : null}
    </div>
  );
}

/** A tenth of a second is as exact as a hand on the keyboard. */
const momentOf = (playhead: Playhead): number => Math.round(playhead.time() * 10) / 10;

function MarkKey({ onMark }: { onMark: () => void }) {
  useShortcuts({ 'marker.create': onMark });
  return null;
}

interface MarkerRowProps {
  marker: Marker;
  mayEdit: boolean;
  onJump: () => void;
  onEdit: () => void;
  onRemove: () => void;
}

function MarkerRow({ marker, mayEdit, onJump, onEdit, onRemove }: MarkerRowProps) {
  const { name, startSeconds, endSeconds, primaryTag, tags, performers } = marker;
  const further = [...(primaryTag && primaryTag.name !== name ? [primaryTag] : []), ...tags];
  return (
    <li className="group/marker grid gap-1 rounded-md px-1.5 py-1.5 hover:bg-raised/70">
      <div className="flex items-center gap-1">
        <button
          type="button"
          onClick={onJump}
          title={`Jump to ${formatTime(startSeconds)}`}
          className="flex min-w-0 flex-1 items-baseline gap-2.5 rounded-md py-1 text-left text-sm hover:text-accent pointer-coarse:min-h-11 pointer-coarse:items-center"
        >
          <span className="shrink-0 text-muted tabular-nums">
            {formatTime(startSeconds)}
            {endSeconds === null ? '' : ` – ${formatTime(endSeconds)}`}
          </span>
          <span className="truncate font-medium">{name}</span>
        </button>
        {mayEdit ? (
          <>
            <IconButton size="small" label={`Edit ${name}`} onClick={onEdit}>
              <Pencil />
            </IconButton>
            <IconButton size="small" label={`Delete ${name}`} onClick={onRemove}>
              <Trash2 />
            </IconButton>
          </>
        ) : null}
      </div>
      {further.length + performers.length > 0 ? (
        <p className="flex flex-wrap gap-1.5 pb-1">
          {further.map((tag) => (
            <EntityChip key={tag.id} kind="tag" name={tag.name} href={entityAddress('tag', tag.id)} />
          ))}
          {performers.map((performer) => (
            <EntityChip
              key={performer.id}
              kind="performer"
              name={performer.name}
              imageUrl={performer.imageUrl}
              href={entityAddress('performer', performer.id)}
            />
          ))}
        </p>
      ) : null}
    </li>
  );
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
