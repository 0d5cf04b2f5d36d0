'use client';

import type { Video, VideoFile } from '@reelm/contracts';
import { Gauge, Square, X } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import type { Queued } from '@/components/queue/queue';
import { ErrorNote } from '@/components/states';
import { Button, IconButton } from '@/components/ui/button';
import { CheckField } from '@/components/ui/field';
import { cn } from '@/lib/cn';
import { plural } from '@/lib/format';
import { isCut, keptParts, type Piece } from '../cut-model';
import type { Cuts } from '../hooks/use-cuts';
import { useTimeline } from '../hooks/use-extras';
import { useEditPlan, useEditSample, useMakeParts, useStartEdit, type EditRequest } from '../hooks/use-file-edit';
import { useMarkers } from '../hooks/use-markers';
import type { Playhead } from '../playhead';
import { pickScenes } from '../scenes';
import { chaptersWithin } from '../timeline-model';
import { ConvertFields, type Conversion } from './convert-fields';
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
  /** What was asked for is in the making. */
  onDone: () => void;
}

/** Makes new files of the one that is shown, beneath the film. */
export function EditFilePanel({ video, file, playhead, cuts, onClose, onDone }: EditFilePanelProps) {
  const duration = video.durationSeconds ?? 0;
  const { pieces } = cuts;
  const section = useOpened();
  const [tool, setTool] = useState<Tool>('cut');
  const [way, setWay] = useState<Way>('keyframe');
  const [joined, setJoined] = useState(false);
  const [convert, setConvert] = useState<Conversion>({ codec: 'h264', height: null, quality: 'normal' });
  const [toTrash, setToTrash] = useState(false);
  const [behind, setBehind] = useState<Queued[]>([]);
  const parts = keptParts(pieces);
  const edit = editOf(tool, { pieces, parts, way, joined, convert, behind });
  const isVirtual = tool === 'cut' && way === 'virtual';
  const planned = edit && !isVirtual ? { fileId: file.id, edit } : null;
  const plan = useEditPlan(video.id, planned);
  const canTry = edit?.kind === 'convert';
  const sample = useEditSample(video.id, canTry ? planned : null);
  const told = (canTry ? sample.data : undefined) ?? plan.data;
  const known = useKnownPlaces(video);
  const start = useStartEdit(video.id, onDone);
  const makeParts = useMakeParts(video, file.id, onDone);
  const isStarting = start.isPending || makeParts.isPending;
  const keepsOriginal = isVirtual || video.part !== null || tool === 'audio' || tool === 'join';
  const count = tool !== 'cut' || joined ? 1 : parts.length;
  const ready = isVirtual ? isCut(pieces) && parts.length > 0 : edit !== null && plan.isSuccess && !plan.isPlaceholderData;
  const submit = (): void => {
    if (isStarting) return;
    if (isVirtual) makeParts.mutate(parts);
    else if (edit) start.mutate({ fileId: file.id, edit, original: toTrash && !keepsOriginal ? 'trash' : 'keep' });
  };
  // A refusal is about what was asked for, not about what is chosen since.
  const [refused, asked, shown] = isVirtual ? [makeParts.error, makeParts.variables, parts] : [start.error, start.variables?.edit, edit];
  const refusal = JSON.stringify(asked) === JSON.stringify(shown) ? refused : null;
  const askAgain = (): void => {
    // The button goes with the error.
    section.current?.focus();
    void plan.refetch();
  };
  return (
    <Tabs.Root asChild value={tool} onValueChange={(chosen) => setTool(chosen as Tool)}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes it from wherever the focus is in it */}
      <section
        ref={section}
        tabIndex={-1}
        aria-label="Edit file"
        className={editorLook}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.defaultPrevented) onClose();
        }}
      >
        <header className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h2 className="font-semibold">Edit file</h2>
          <Tabs.List
            aria-label="What to do"
            className="flex min-w-0 gap-1 overflow-x-auto rounded-md bg-ground p-1 [scrollbar-width:none] max-sm:order-last max-sm:w-full"
          >
            {(video.part ? tools.slice(0, 1) : tools).map(({ value, name }) => (
              <Tabs.Trigger
                key={value}
                value={value}
                className="h-8 rounded px-2 text-sm font-medium whitespace-nowrap text-muted hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:bg-raised data-[state=active]:text-ink max-sm:grow sm:px-3 pointer-coarse:h-11"
              >
                {name}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          <IconButton label="Close the editor" aria-keyshortcuts="Escape" onClick={onClose} className="ml-auto">
            <X />
          </IconButton>
        </header>
        <ToolContent value="cut">
          <CutEditor
            {...{ file, duration, playhead, cuts, known }}
            videoId={video.id}
            real={way === 'keyframe' && !plan.isPlaceholderData ? plan.data?.results.flatMap((result) => result.pieces) : undefined}
          />
          <Choices legend="How" name="way" options={ways} value={way} onChange={setWay} />
          {parts.length > 1 && !isVirtual ? (
            <CheckField label="One file of all kept parts" checked={joined} onChange={(event) => setJoined(event.target.checked)} />
          ) : null}
        </ToolContent>
        <ToolContent value="convert">
          <ConvertFields value={convert} onChange={setConvert} height={file.media?.height ?? null} />
        </ToolContent>
        <ToolContent value="join">
          <p className="text-sm text-muted">What comes behind it, in this order:</p>
          <JoinOrder items={behind} onChange={setBehind} without={video.id} />
        </ToolContent>
        <ToolContent value="audio">
          <p className="text-sm text-muted">Puts the sound track, as it is, into a file beside this one.</p>
        </ToolContent>
        {keepsOriginal ? null : (
          <CheckField
            label="Put the original into the trash"
            help="When the new files are there. It can be put back as long as the trash is not emptied."
            checked={toTrash}
            onChange={(event) => setToTrash(event.target.checked)}
          />
        )}
        {refusal ? (
          <ErrorNote error={refusal} />
        ) : planned && plan.error ? (
          <ErrorNote error={plan.error} retry={askAgain} />
        ) : (
          <ErrorNote error={canTry ? sample.error : null} />
        )}
        <div className="flex flex-wrap items-center justify-end gap-3">
          <p
            aria-live="polite"
            className={cn(
              'min-h-10 flex-1 basis-72 text-sm text-pretty text-muted tabular-nums',
              plan.isPlaceholderData && 'opacity-60 transition-opacity delay-200',
            )}
          >
            {planned === null ? null : told ? (
              <EstimateText plan={told} canTry={canTry} />
            ) : plan.isFetching ? (
              <span className="animate-late">Looking through the file …</span>
            ) : null}
          </p>
          {canTry && told ? (
            <Button onClick={sample.isTrying ? sample.stop : sample.start}>
              {sample.isTrying ? (
                <>
                  <Square /> Stop trying
                </>
              ) : (
                <>
                  <Gauge /> {sample.data ? 'Try again' : 'Try some seconds of it'}
                </>
              )}
            </Button>
          ) : null}
          <Button look="primary" disabled={!ready} aria-disabled={isStarting || undefined} onClick={submit}>
            {isVirtual
              ? `Make ${plural(parts.length, 'video')}`
              : tool === 'audio'
                ? 'Make the file'
                : `Make ${plural(count, 'new video')}`}
          </Button>
        </div>
      </section>
    </Tabs.Root>
  );
}

/** Stands where the editor was while the file is away; what was cut is kept. */
export const EditorWithoutFile = ({ onClose }: { onClose: () => void }) => (
  <section aria-label="Edit file" className={editorLook}>
    <p role="alert" className="text-sm">
      The file is not there at present. The cuts wait for it: the editor goes on when it is back.
    </p>
    <Button className="justify-self-start" onClick={onClose}>
      Close the editor
    </Button>
  </section>
);

const editorLook = 'mx-4 grid gap-4 rounded-lg border border-line bg-panel p-4 outline-none sm:mx-0';

const ToolContent = (props: { value: Tool; children: ReactNode }) => (
  <Tabs.Content tabIndex={-1} className="grid gap-4 outline-none" {...props} />
);

/** Whoever opened the editor goes on in it, by keys too, and back where it was opened when it closes. */
function useOpened(): RefObject<HTMLElement | null> {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    section.current?.focus({ preventScroll: true });
    section.current?.scrollIntoView({ block: 'start' });
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return section;
}

/** Where a film can be cut because something is known to begin or end there. */
function useKnownPlaces(video: Video): { label: string; times: readonly number[] }[] {
  const { data: markers = [] } = useMarkers(video.id);
  const cuts = useTimeline(video).data?.cuts ?? [];
  const places = [
    {
      name: 'chapter',
      times: chaptersWithin(video.chapters, video.durationSeconds ?? 0)
        .map(({ startSeconds }) => startSeconds)
        .filter((seconds) => seconds > 0),
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
  convert: Conversion;
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
