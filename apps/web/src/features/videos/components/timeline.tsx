'use client';

import type { Marker, MarkerUpdate, Video, VideoTimeline } from '@reelm/contracts';
import { ZoomIn, ZoomOut } from 'lucide-react';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore, type CSSProperties, type RefObject } from 'react';
import { cn } from '@/lib/cn';
import { formatTime } from '@/lib/format';
import { useDrag } from '@/lib/use-drag';
import { useShortcuts } from '@/lib/use-shortcuts';
import { useWaveform } from '../hooks/use-extras';
import type { Playhead } from '../playhead';
import {
  chaptersWithin,
  grainOf,
  hiddenBefore,
  lanesOf,
  movedEnd,
  panned,
  spanOf,
  withTime,
  zoomed,
  type End,
  type Shown,
} from '../timeline-model';
import { Handle } from './timeline-handle';
import { Cuts, Heat, Strip } from './timeline-strips';

interface TimelineProps {
  videoId: string;
  markers: readonly Marker[];
  chapters: Video['chapters'];
  /** What happens when; null while it comes. */
  timeline: VideoTimeline | null;
  /** Whether it is made, so that there is room for it. */
  awaited: boolean;
  duration: number;
  playhead: Playhead;
  mayEdit: boolean;
  onChange: (marker: Marker, patch: MarkerUpdate) => void;
}

/** After the last press of a key, an end that was moved by keys is kept. */
const keyRestMs = 700;
/** What a press of a zoom key leaves of what is seen. */
const zoomStep = 0.5;

/** The film from left to right: its chapters, and its markers with ends that can be dragged; all of it, or a part as large as it takes to be exact. */
export function Timeline(props: TimelineProps) {
  return props.duration > 0 ? <LoadedTimeline {...props} /> : null;
}

function LoadedTimeline({ videoId, markers, chapters, timeline, awaited, duration, playhead, mayEdit, onChange }: TimelineProps) {
  const frame = useRef<HTMLDivElement>(null);
  const film = useRef<HTMLDivElement>(null);
  const { shown, setShown, zoom } = useShown(frame, film, duration, playhead);
  const span = spanOf(shown);
  const isWhole = span >= duration;
  const waveform = timeline?.waveform ?? null;
  const fine = useWaveform(videoId, waveform === null ? null : shown, duration);
  const lanes = lanesOf(markers, duration);
  const within = chaptersWithin(chapters, duration);
  const share = (seconds: number): string => `${Math.max(0, Math.min(100, (seconds / duration) * 100))}%`;
  const secondsAt = (clientX: number): number => {
    const box = film.current?.getBoundingClientRect();
    return box ? Math.max(0, Math.min(1, (clientX - box.left) / box.width)) * duration : 0;
  };
  const pinch = useDrag(
    () => undefined,
    (spread, clientX) => zoom(1 / spread, secondsAt(clientX)),
  );
  const reveal = (seconds: number): void => setShown((now) => withTime(now, seconds, duration));
  const hidden = (startSeconds: number, endSeconds: number): string => `${hiddenBefore(startSeconds, endSeconds, shown) * 100}%`;
  const scale: Scale = { duration, grain: grainOf(shown, duration), share, hidden, secondsAt, reveal };
  return (
    <div
      ref={frame}
      role="group"
      aria-label="Timeline"
      className="relative mx-4 touch-pan-y overflow-x-clip rounded-md bg-raised/60 py-1.5 select-none sm:mx-0"
      onPointerDown={(event) => event.pointerType === 'touch' && pinch.down(event)}
      onPointerMove={pinch.move}
      onPointerUp={pinch.up}
      onPointerCancel={pinch.up}
    >
      <div
        ref={film}
        data-testid="timeline-film"
        className="relative grid gap-1"
        style={{ width: `${(duration / span) * 100}%`, marginLeft: `${(-shown.from / span) * 100}%` }}
      >
        {awaited ? (
          // For those who see: the seek bar leads to every place of the film.
          <div
            aria-hidden
            className="cursor-pointer"
            onPointerDown={(event) => event.button === 0 && playhead.seek(secondsAt(event.clientX))}
          >
            <div className="relative h-8">
              {fine?.waveform ? (
                <Strip
                  title="Loudness in detail"
                  values={fine.waveform}
                  most={Math.max(...(waveform ?? []))}
                  className="absolute inset-y-0 h-8 fill-muted/55"
                  style={{ left: share(fine.startSeconds), width: share(fine.endSeconds - fine.startSeconds) }}
                />
              ) : (
                <Strip title="Loudness" values={waveform} className="h-8 fill-muted/55" />
              )}
            </div>
            <Strip title="Motion" values={timeline?.motion ?? null} className="h-5 fill-accent/55" />
            {timeline?.pace ? <Heat title="Pace" values={timeline.pace} /> : null}
            {timeline?.watched ? <Strip title="Watched" values={timeline.watched} className="h-3 fill-[oklch(0.75_0.13_75)]" /> : null}
          </div>
        ) : null}
        {timeline?.cuts && timeline.cuts.length > 0 ? <Cuts cuts={timeline.cuts} {...{ duration, span, secondsAt, playhead }} /> : null}
        <Repeated playhead={playhead} scale={scale} />
        {within.length > 0 ? (
          <ol aria-label="Chapters" className="relative h-6">
            {within.map(({ startSeconds, endSeconds, title }) => (
              <li
                key={`${startSeconds} ${title}`}
                className="absolute inset-y-0"
                style={{ left: share(startSeconds), width: share(endSeconds - startSeconds) }}
              >
                <button
                  type="button"
                  onClick={() => playhead.seek(startSeconds)}
                  onFocus={() => reveal(startSeconds)}
                  title={`${formatTime(startSeconds)} ${title}`}
                  className="block size-full truncate border-l-2 border-edge px-1.5 text-left text-xs text-muted hover:text-ink"
                  style={{ paddingLeft: `calc(${hidden(startSeconds, endSeconds)} + 0.375rem)` }}
                >
                  {title}
                </button>
              </li>
            ))}
          </ol>
        ) : null}
        {lanes.map((lane, at) => (
          <ol key={at} aria-label={lanes.length === 1 ? 'Markers' : `Markers, line ${at + 1}`} className="relative h-6 pointer-coarse:h-11">
            {lane.map((marker) => (
              <Range
                // What was saved takes the place of what was dragged.
                key={`${marker.id} ${marker.version}`}
                {...{ marker, scale, playhead, mayEdit, onChange }}
              />
            ))}
          </ol>
        ))}
        <Needle playhead={playhead} duration={duration} />
      </div>
      <div className="mt-1 flex items-center gap-2 px-1.5 text-xs text-muted tabular-nums">
        <ZoomButton label="Show more of the film" disabled={isWhole} onClick={() => zoom(1 / zoomStep)}>
          <ZoomOut />
        </ZoomButton>
        {isWhole ? (
          <span className="flex-1" />
        ) : (
          <>
            <span>{formatTime(shown.from)}</span>
            <input
              type="range"
              min={0}
              max={duration - span}
              step={span / 20}
              value={shown.from}
              aria-label="Shown part of the film"
              aria-valuetext={`${formatTime(shown.from)} to ${formatTime(shown.to)}`}
              onChange={(event) => {
                const from = Number(event.target.value);
                setShown((now) => panned(now, from, duration));
              }}
              className="min-w-0 flex-1 cursor-pointer pointer-coarse:h-11"
            />
            <span>{formatTime(shown.to)}</span>
          </>
        )}
        <ZoomButton label="Show a part of the film" disabled={span <= 2} onClick={() => zoom(zoomStep)}>
          <ZoomIn />
        </ZoomButton>
      </div>
    </div>
  );
}

const ZoomButton = ({ label, ...button }: { label: string; disabled: boolean; onClick: () => void; children: React.ReactNode }) => (
  <button
    type="button"
    aria-label={label}
    title={label}
    className="grid size-7 shrink-0 place-items-center rounded-md enabled:hover:bg-raised enabled:hover:text-ink disabled:opacity-40 pointer-coarse:size-11 [&_svg]:size-4"
    {...button}
  />
);

/** Which part of the film is seen: it is zoomed by wheel and keys, and goes on with the film. */
function useShown(frame: RefObject<HTMLElement | null>, film: RefObject<HTMLElement | null>, duration: number, playhead: Playhead) {
  const [shown, setShown] = useState<Shown>({ from: 0, to: duration });
  const zoom = useCallback(
    (factor: number, around = playhead.time()): void =>
      setShown((now) => zoomed(now, factor, Math.max(now.from, Math.min(now.to, around)), duration)),
    [duration, playhead],
  );
  useShortcuts({ 'timeline.zoom-in': () => zoom(zoomStep), 'timeline.zoom-out': () => zoom(1 / zoomStep) });
  useEffect(() => {
    const element = frame.current;
    // With Ctrl, which is also how a touch pad tells of two fingers, the wheel zooms; without, the page moves as ever.
    const turn = (event: WheelEvent): void => {
      const box = film.current?.getBoundingClientRect();
      const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.shiftKey ? event.deltaY : 0;
      if (!box || (!event.ctrlKey && !event.metaKey && sideways === 0)) return;
      event.preventDefault();
      if (event.ctrlKey || event.metaKey) zoom(Math.exp(event.deltaY / 300), ((event.clientX - box.left) / box.width) * duration);
      else setShown((now) => panned(now, now.from + (sideways / box.width) * duration, duration));
    };
    element?.addEventListener('wheel', turn, { passive: false });
    return () => element?.removeEventListener('wheel', turn);
  }, [frame, film, duration, zoom]);
  useEffect(() => {
    let before = playhead.time();
    return playhead.follow(() => {
      const now = playhead.time();
      // It may have been moved away from the film on purpose.
      if (now !== before) setShown((part) => withTime(part, now, duration));
      before = now;
    });
  }, [playhead, duration]);
  return { shown, setShown, zoom };
}

/** The stretch that is repeated, with ends like those of a marker; it is kept nowhere, so every move of an end counts at once. */
function Repeated({ playhead, scale }: { playhead: Playhead; scale: Scale }) {
  const loop = useSyncExternalStore(playhead.follow, playhead.loop, () => null);
  if (loop === null) return null;
  const { duration, grain, share, secondsAt, reveal } = scale;
  const { from, to } = loop;
  const move = (end: End, seconds: number): void => {
    const { startSeconds, endSeconds } = movedEnd({ startSeconds: from, endSeconds: to }, end, seconds, duration, grain);
    playhead.setLoop({ from: startSeconds, to: endSeconds });
    playhead.seek(end === 'start' ? startSeconds : (endSeconds ?? startSeconds));
  };
  const handle = (end: End, value: number) => ({
    label: `${end === 'start' ? 'Start' : 'End'} of the repeat`,
    value,
    duration,
    onFocus: () => reveal(value),
    onDrag: (clientX: number) => move(end, secondsAt(clientX)),
    onDrop: () => undefined,
    onStep: (steps: number) => move(end, value + steps * grain),
  });
  return (
    <div role="group" aria-label="Repeat" className="relative h-4 pointer-coarse:h-11">
      <div
        className="absolute inset-y-0 min-w-2 rounded-sm bg-warn/35"
        style={{ left: share(from), ...(to === null ? {} : { width: share(to - from) }) }}
      >
        <Handle {...handle('start', from)} className="left-0" />
        {to === null ? null : <Handle {...handle('end', to)} className="right-0" />}
      </div>
    </div>
  );
}

/** How seconds lie on the screen. */
interface Scale {
  duration: number;
  /** What times are rounded to, seconds. */
  grain: number;
  share: (seconds: number) => string;
  /** How much of a stretch, of its width, lies before what is seen. */
  hidden: (startSeconds: number, endSeconds: number) => string;
  secondsAt: (clientX: number) => number;
  /** Brings a time into view, for those who come by keys. */
  reveal: (seconds: number) => void;
}

interface RangeProps extends Pick<TimelineProps, 'playhead' | 'mayEdit' | 'onChange'> {
  marker: Marker;
  scale: Scale;
}

/** One marker: a click leads there, each end is a slider. */
function Range({ marker, scale, playhead, mayEdit, onChange }: RangeProps) {
  const { duration, grain, share, hidden, secondsAt, reveal } = scale;
  const [shown, setShown] = useState<{ startSeconds: number; endSeconds: number | null }>(marker);
  const resting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(resting.current), []);
  const { name } = marker;
  const keep = (now: typeof shown): void => {
    if (now.startSeconds !== marker.startSeconds || now.endSeconds !== marker.endSeconds)
      onChange(marker, { startSeconds: now.startSeconds, endSeconds: now.endSeconds });
  };
  const move = (end: End, seconds: number): typeof shown => {
    const now = movedEnd(shown, end, seconds, duration, grain);
    setShown(now);
    // The picture follows the hand.
    playhead.seek((end === 'start' ? now.startSeconds : now.endSeconds) ?? now.startSeconds);
    return now;
  };
  const valueOf = (end: End): number => (end === 'start' ? shown.startSeconds : shown.endSeconds) ?? shown.startSeconds;
  const handle = (end: End) => ({
    label: `${end === 'start' ? 'Start' : 'End'} of ${name}`,
    value: valueOf(end),
    duration,
    onFocus: () => reveal(valueOf(end)),
    onDrag: (clientX: number) => void move(end, secondsAt(clientX)),
    onDrop: () => keep(shown),
    onStep: (steps: number) => {
      const now = move(end, valueOf(end) + steps * grain);
      clearTimeout(resting.current);
      resting.current = setTimeout(() => keep(now), keyRestMs);
    },
  });
  const length = shown.endSeconds === null ? null : Math.max(0, Math.min(shown.endSeconds, duration) - shown.startSeconds);
  return (
    <li
      className="absolute inset-y-0 min-w-2"
      // One that lies past the end, in a film that was longer once, is seen at the end.
      style={{ left: `min(${share(shown.startSeconds)}, 100% - 0.5rem)`, ...(length === null ? {} : { width: share(length) }) }}
    >
      <button
        type="button"
        onClick={() => playhead.seek(shown.startSeconds)}
        onFocus={() => reveal(shown.startSeconds)}
        title={`${formatTime(shown.startSeconds)}${shown.endSeconds === null ? '' : ` – ${formatTime(shown.endSeconds)}`} ${name}`}
        className={cn(
          'block h-full truncate rounded-sm text-left text-xs hover:bg-accent/45',
          length === null
            ? 'w-2 bg-accent'
            : 'w-full bg-accent/30 pr-2.5 pl-[calc(var(--hidden)+0.625rem)] pointer-coarse:pr-6 pointer-coarse:pl-[calc(var(--hidden)+1.5rem)]',
        )}
        style={{ '--hidden': hidden(shown.startSeconds, shown.startSeconds + (length ?? 0)) } as CSSProperties}
      >
        {length === null ? <span className="sr-only">{name}</span> : name}
      </button>
      {mayEdit ? (
        <>
          <Handle {...handle('start')} className={length === null ? '-left-1' : 'left-0'} />
          {length === null ? null : <Handle {...handle('end')} className="right-0" />}
        </>
      ) : null}
    </li>
  );
}

/** Where the film is. It moves by itself, so that nothing else is drawn again. */
function Needle({ playhead, duration }: { playhead: Playhead; duration: number }) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = (): void => {
      if (line.current) line.current.style.left = `${Math.min(100, (playhead.time() / duration) * 100)}%`;
    };
    place();
    return playhead.follow(place);
  }, [playhead, duration]);
  return <div ref={line} aria-hidden className="pointer-events-none absolute inset-y-0 w-px bg-ink" />;
}
