'use client';

import type { ConvertCodec, ConvertQuality, FileEditPlan, Video, VideoFile } from '@reelm/contracts';
import { X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { EntityPicker, type Picked } from '@/components/entity-picker/entity-picker';
import { ErrorNote } from '@/components/states';
import { Button, IconButton } from '@/components/ui/button';
import { CheckField, SelectField } from '@/components/ui/field';
import { cn } from '@/lib/cn';
import { formatBytes, formatSpan, plural } from '@/lib/format';
import { isCut, keptParts, wholeFilm, type Piece } from '../cut-model';
import { useEditPlan, useMakeParts, useStartEdit, type EditRequest } from '../hooks/use-file-edit';
import type { Playhead } from '../playhead';
import { CutEditor } from './cut-editor';

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
  onClose: () => void;
}

/** Makes new files of the one that is shown, beneath the film. */
export function EditFilePanel({ video, file, playhead, onClose }: EditFilePanelProps) {
  const duration = video.durationSeconds ?? 0;
  const [tool, setTool] = useState<Tool>('cut');
  const [pieces, setPieces] = useState<Piece[]>(() => wholeFilm(duration));
  const [way, setWay] = useState<Way>('keyframe');
  const [joined, setJoined] = useState(false);
  const [convert, setConvert] = useState<Convert>({ codec: 'h264', height: null, quality: 'normal' });
  const [toTrash, setToTrash] = useState(false);
  const [behind, setBehind] = useState<Picked[]>([]);
  const parts = keptParts(pieces);
  const edit = editOf(tool, { pieces, parts, way, joined, convert, behind });
  const isVirtual = tool === 'cut' && way === 'virtual';
  const plan = useEditPlan(video.id, edit && !isVirtual ? { fileId: file.id, edit } : null);
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
    <section aria-label="Edit file" className="mx-4 grid gap-4 rounded-lg border border-line bg-panel p-4 sm:mx-0">
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
            {...{ file, duration, playhead, pieces }}
            videoId={video.id}
            onChange={setPieces}
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
        <EntityPicker
          kind="video"
          label="What comes behind it, in this order"
          value={behind}
          onChange={setBehind}
          without={video.id}
          inline
        />
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
      <ErrorNote error={start.error ?? makeParts.error ?? (edit && !isVirtual ? plan.error : null)} />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p aria-live="polite" className="text-sm text-muted tabular-nums">
          {edit !== null && !isVirtual && plan.data ? <Estimate plan={plan.data} /> : null}
        </p>
        <Button look="primary" disabled={!ready || start.isPending || makeParts.isPending} onClick={submit}>
          {isVirtual ? `Make ${plural(parts.length, 'video')}` : tool === 'audio' ? 'Make the file' : `Make ${plural(count, 'new video')}`}
        </Button>
      </div>
    </section>
  );
}

const Estimate = ({ plan }: { plan: FileEditPlan }): ReactNode =>
  `${plan.results.length > 1 ? `${plan.results.length} files, ` : ''}about ${formatBytes(plan.bytes)}, about ${formatSpan(plan.seconds)} of work · ${formatBytes(plan.freeBytes)} free`;

interface Choice {
  pieces: readonly Piece[];
  parts: ReturnType<typeof keptParts>;
  way: Way;
  joined: boolean;
  convert: Convert;
  behind: readonly Picked[];
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
