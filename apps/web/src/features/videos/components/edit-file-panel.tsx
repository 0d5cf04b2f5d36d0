'use client';

import type { ConvertCodec, ConvertQuality, Video, VideoFile } from '@reelm/contracts';
import { Gauge, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Queued } from '@/components/queue/queue';
import { ErrorNote } from '@/components/states';
import { Button, IconButton } from '@/components/ui/button';
import { CheckField, SelectField } from '@/components/ui/field';
import { cn } from '@/lib/cn';
import { plural } from '@/lib/format';
import { isCut, keptParts, type Piece } from '../cut-model';
import type { Cuts } from '../hooks/use-cuts';
import { useTimeline } from '../hooks/use-extras';
import { useEditPlan, useMakeParts, useStartEdit, type EditRequest } from '../hooks/use-file-edit';
import { useMarkers } from '../hooks/use-markers';
import type { Playhead } from '../playhead';
import { pickScenes } from '../scenes';
import { CutEditor } from './cut-editor';
import { EstimateText } from './estimate-text';
import { JoinOrder } from './join-order';

/** More parts than this nobody wants to look through at once. */
const mostScenes = 12;

type Tool = 'cut' | 'convert' | 'join' | 'audio';
type Way = 'keyframe' | 'exact' | 'virtual';
type Edit = EditRequest['edit'];

const tools: readonly { value: Tool; name: string }[] = [
  { value: 'cut', name: 'Cut' },
  { value: 'convert', name: 'Convert' },
  { value: 'join', name: 'Join' },
  { value: 'audio', name: 'Sound alone' },
];
const ways: readonly { value: Way; name: string; help: string }[] = [
  { value: 'keyframe', name: 'Without loss', help: 'Copies what is there and cuts at the nearest keyframes. Fast.' },
  { value: 'exact', name: 'At the very frame', help: 'Encodes anew only what lies around the cuts.' },
  { value: 'virtual', name: 'As parts of this file', help: 'No new file: each part is a video that shows a range of this one.' },
];

interface EditFilePanelProps {
  video: Video;
  file: VideoFile;
  playhead: Playhead;
  cuts: Cuts;
  onClose: () => void;
}

/** Makes new files of the one that is shown, beneath the film. */
export function EditFilePanel({ video, file, playhead, cuts, onClose }: EditFilePanelProps) {
  const duration = video.durationSeconds ?? 0;
  const { pieces } = cuts;
  const section = useRef<HTMLElement>(null);
  const [tool, setTool] = useState<Tool>('cut');
  const [way, setWay] = useState<Way>('keyframe');
  const [joined, setJoined] = useState(false);
  const [convert, setConvert] = useState<Convert>({ codec: 'h264', height: null, quality: 'normal' });
  const [toTrash, setToTrash] = useState(false);
  const [behind, setBehind] = useState<Queued[]>([]);
  const [measured, setMeasured] = useState<string | null>(null);
  const parts = keptParts(pieces);
  const edit = editOf(tool, { pieces, parts, way, joined, convert, behind });
  const isVirtual = tool === 'cut' && way === 'virtual';
  const plan = useEditPlan(video.id, edit && !isVirtual ? { fileId: file.id, edit } : null);
  // As long as nothing else is chosen that was not measured.
  const wanted = edit?.kind === 'convert' ? JSON.stringify(edit) : null;
  const sample = useEditPlan(video.id, edit && wanted !== null && wanted === measured ? { fileId: file.id, edit, sample: true } : null);
  const told = wanted !== null && wanted === measured && sample.isSuccess && !sample.isPlaceholderData ? sample.data : plan.data;
  const known = useKnownPlaces(video);
  useEffect(() => {
    // Whoever opened it goes on here, by keys too, and back where it was opened when it closes.
    const opener = document.activeElement;
    section.current?.focus({ preventScroll: true });
    section.current?.scrollIntoView({ block: 'start' });
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  const start = useStartEdit(video.id, onClose);
  const makeParts = useMakeParts(video, file.id, onClose);
  const keepsOriginal = isVirtual || video.part !== null || tool === 'audio' || tool === 'join';
  const count = tool !== 'cut' || joined ? 1 : parts.length;
  const ready = isVirtual ? isCut(pieces) && parts.length > 0 : edit !== null && plan.isSuccess && !plan.isPlaceholderData;
  const submit = (): void => {
    if (isVirtual) makeParts.mutate(parts);
    else if (edit) start.mutate({ fileId: file.id, edit, original: toTrash && !keepsOriginal ? 'trash' : 'keep' });
  };
  return (
    <section
      ref={section}
      tabIndex={-1}
      aria-label="Edit file"
      // Below the film, which stays in view.
      className="mx-4 grid scroll-mt-[calc(min(40dvh,56.25vw)+4.5rem)] gap-4 rounded-lg border border-line bg-panel p-4 outline-none sm:mx-0"
    >
      <header className="flex items-center justify-between gap-3">
        <div role="radiogroup" aria-label="What to do" className="flex flex-wrap gap-1 rounded-md bg-ground p-1">
          {(video.part ? tools.slice(0, 1) : tools).map(({ value, name }) => (
            <button
              key={value}
              type="button"
              role="radio"
              aria-checked={tool === value}
              onClick={() => setTool(value)}
              className={cn(
                'h-8 rounded px-3 text-sm font-medium pointer-coarse:h-10',
                tool === value ? 'bg-raised text-ink' : 'text-muted hover:text-ink',
              )}
            >
              {name}
            </button>
          ))}
        </div>
        <IconButton label="Close the editor" onClick={onClose}>
          <X />
        </IconButton>
      </header>
      {tool === 'cut' ? (
        <>
          <CutEditor
            {...{ file, duration, playhead, cuts, known }}
            videoId={video.id}
            real={way === 'keyframe' && !plan.isPlaceholderData ? plan.data?.results.flatMap((result) => result.pieces) : undefined}
          />
          <Choices legend="How" name="way" options={ways} value={way} onChange={setWay} />
          {parts.length > 1 && !isVirtual ? (
            <CheckField label="One file of all kept parts" checked={joined} onChange={(event) => setJoined(event.target.checked)} />
          ) : null}
        </>
      ) : null}
      {tool === 'convert' ? <ConvertFields value={convert} onChange={setConvert} height={file.media?.height ?? null} /> : null}
      {tool === 'join' ? (
        <div className="grid gap-2">
          <p className="text-sm text-muted">What comes behind it, in this order:</p>
          <JoinOrder items={behind} onChange={setBehind} without={video.id} />
        </div>
      ) : null}
      {tool === 'audio' ? <p className="text-sm text-muted">Puts the sound track, as it is, into a file beside this one.</p> : null}
      {keepsOriginal ? null : (
        <CheckField
          label="Put the original into the trash"
          help="When the new files are there. It can be put back as long as the trash is not emptied."
          checked={toTrash}
          onChange={(event) => setToTrash(event.target.checked)}
        />
      )}
      <ErrorNote error={start.error ?? makeParts.error ?? (edit && !isVirtual ? (plan.error ?? sample.error) : null)} />
      <div className="flex flex-wrap items-center justify-end gap-3">
        <p aria-live="polite" className="flex-1 basis-72 text-sm text-pretty text-muted tabular-nums">
          {edit === null || isVirtual ? null : told ? (
            <EstimateText plan={told} />
          ) : plan.isFetching ? (
            <span className="animate-late">Looking through the file …</span>
          ) : null}
        </p>
        {wanted !== null && told && told.basis !== 'sample' ? (
          <Button onClick={() => setMeasured(wanted)} disabled={sample.isFetching && wanted === measured}>
            <Gauge /> {sample.isFetching && wanted === measured ? 'Trying …' : 'Try some seconds of it'}
          </Button>
        ) : null}
        <Button look="primary" disabled={!ready || start.isPending || makeParts.isPending} onClick={submit}>
          {isVirtual ? `Make ${plural(parts.length, 'video')}` : tool === 'audio' ? 'Make the file' : `Make ${plural(count, 'new video')}`}
        </Button>
      </div>
    </section>
  );
}

/** Where a film can be cut because something is known to begin or end there. */
function useKnownPlaces(video: Video): { label: string; times: readonly number[] }[] {
  const { data: markers = [] } = useMarkers(video.id);
  const cuts = useTimeline(video).data?.cuts ?? [];
  const places = [
    {
      name: 'chapter',
      times: video.chapters
        .map(({ startSeconds }) => startSeconds)
        .filter((seconds) => seconds > 0 && seconds < (video.durationSeconds ?? 0)),
    },
    {
      name: 'marker',
      times: markers.flatMap(({ startSeconds, endSeconds }) => (endSeconds === null ? startSeconds : [startSeconds, endSeconds])),
    },
    { name: 'strongest scene cut', times: pickScenes(cuts, video.durationSeconds ?? 0, mostScenes).map(({ seconds }) => seconds) },
  ];
  return places
    .filter(({ times }) => times.length > 0)
    .map(({ name, times }) => ({ label: name === 'marker' ? 'Starts and ends of markers' : plural(times.length, name), times }));
}

interface Choice {
  pieces: readonly Piece[];
  parts: ReturnType<typeof keptParts>;
  way: Way;
  joined: boolean;
  convert: Convert;
  behind: readonly Queued[];
}

/** What is asked for; null while nothing is chosen that could be done. */
function editOf(tool: Tool, { pieces, parts, way, joined, convert, behind }: Choice): Edit | null {
  switch (tool) {
    case 'cut':
      return !isCut(pieces) || parts.length === 0
        ? null
        : { kind: 'cut', parts, precision: way === 'exact' ? 'exact' : 'keyframe', joined: joined && parts.length > 1 };
    case 'convert':
      return { kind: 'convert', ...convert, container: 'mp4' };
    case 'join':
      return behind.length === 0 ? null : { kind: 'join', videoIds: behind.map(({ id }) => id) };
    case 'audio':
      return { kind: 'audio' };
  }
}

interface Convert {
  codec: ConvertCodec;
  height: number | null;
  quality: ConvertQuality;
}
const codecs: Record<ConvertCodec, string> = {
  h264: 'H.264, plays everywhere',
  hevc: 'HEVC, smaller, slower to make',
  av1: 'AV1, smallest, plays in new browsers',
};
const qualities: Record<ConvertQuality, string> = { small: 'Small file', normal: 'Normal', fine: 'Fine' };
const heights = [2160, 1440, 1080, 720, 480];

function ConvertFields({ value, onChange, height }: { value: Convert; onChange: (value: Convert) => void; height: number | null }) {
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <SelectField
        label="Codec"
        value={value.codec}
        onChange={(event) => onChange({ ...value, codec: event.target.value as ConvertCodec })}
      >
        {Object.entries(codecs).map(([codec, name]) => (
          <option key={codec} value={codec}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Size"
        value={value.height ?? ''}
        onChange={(event) => onChange({ ...value, height: event.target.value === '' ? null : Number(event.target.value) })}
      >
        <option value="">As it is</option>
        {heights
          .filter((lines) => height === null || lines < height)
          .map((lines) => (
            <option key={lines} value={lines}>
              {lines}p
            </option>
          ))}
      </SelectField>
      <SelectField
        label="Quality"
        value={value.quality}
        onChange={(event) => onChange({ ...value, quality: event.target.value as ConvertQuality })}
      >
        {Object.entries(qualities).map(([quality, name]) => (
          <option key={quality} value={quality}>
            {name}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

interface ChoicesProps<V extends string> {
  legend: string;
  name: string;
  options: readonly { value: V; name: string; help: string }[];
  value: V;
  onChange: (value: V) => void;
}

const Choices = <V extends string>({ legend, name, options, value, onChange }: ChoicesProps<V>) => (
  <fieldset className="grid gap-1 sm:grid-cols-3 sm:gap-4">
    <legend className="mb-1 text-sm font-medium">{legend}</legend>
    {options.map((option) => (
      <label key={option.value} className="grid cursor-pointer grid-cols-[auto_1fr] gap-x-2.5 py-1 text-sm">
        <input
          type="radio"
          name={name}
          checked={value === option.value}
          onChange={() => onChange(option.value)}
          className="mt-0.5 size-4.5 accent-accent"
        />
        <span className="font-medium">{option.name}</span>
        <span className="col-start-2 text-[0.8125rem] text-muted">{option.help}</span>
      </label>
    ))}
  </fieldset>
);
