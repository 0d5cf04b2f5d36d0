'use client';

import type { Marker, MarkerUpdate, SceneCut, Video, VideoTimeline } from '@reelm/contracts';
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { cn } from '@/lib/cn';
import { formatTime } from '@/lib/format';
import { writeTime } from '@/lib/timecode';
import type { Playhead } from '../playhead';
import { heatOf, lanesOf, movedEnd, nearestCut, outlineOf, type End } from '../timeline-model';

interface TimelineProps {
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

/** The film from left to right: its chapters, and its markers with ends that can be dragged. */
export function Timeline({ markers, chapters, timeline, awaited, duration, playhead, mayEdit, onChange }: TimelineProps) {
  const room = useRef<HTMLDivElement>(null);
  if (duration <= 0) return null;
  const lanes = lanesOf(markers, duration);
  const share = (seconds: number): string => `${Math.max(0, Math.min(100, (seconds / duration) * 100))}%`;
  const secondsAt = (clientX: number): number => {
    const box = room.current?.getBoundingClientRect();
    return box ? Math.max(0, Math.min(1, (clientX - box.left) / box.width)) * duration : 0;
  };
  return (
    <div
      ref={room}
      role="group"
      aria-label="Timeline"
      className="relative mx-4 grid gap-1 rounded-md bg-raised/60 py-1.5 select-none sm:mx-0"
    >
      {awaited ? (
        // For those who see: the seek bar leads to every place of the film.
        <div
          aria-hidden
          className="cursor-pointer"
          onPointerDown={(event) => event.button === 0 && playhead.seek(secondsAt(event.clientX))}
        >
          <Strip title="Loudness" values={timeline?.waveform ?? null} className="h-8 fill-muted/55" />
          <Strip title="Motion" values={timeline?.motion ?? null} className="h-5 fill-accent/55" />
          {timeline?.pace ? <Heat title="Pace" values={timeline.pace} /> : null}
          {timeline?.watched ? <Strip title="Watched" values={timeline.watched} className="h-3 fill-[oklch(0.75_0.13_75)]" /> : null}
        </div>
      ) : null}
      {timeline?.cuts && timeline.cuts.length > 0 ? <Cuts cuts={timeline.cuts} {...{ duration, secondsAt, playhead }} /> : null}
      {chapters.length > 0 ? (
        <ol aria-label="Chapters" className="relative h-6">
          {chapters.map(({ startSeconds, title }, at) => (
            <li
              key={`${startSeconds} ${title}`}
              className="absolute inset-y-0"
              style={{ left: share(startSeconds), width: share((chapters[at + 1]?.startSeconds ?? duration) - startSeconds) }}
            >
              <button
                type="button"
                onClick={() => playhead.seek(startSeconds)}
                title={`${formatTime(startSeconds)} ${title}`}
                className="block size-full truncate border-l-2 border-edge px-1.5 text-left text-xs text-muted hover:text-ink"
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
              {...{ marker, share, secondsAt, duration, playhead, mayEdit, onChange }}
            />
          ))}
        </ol>
      ))}
      <Needle playhead={playhead} duration={duration} />
    </div>
  );
}

/** A click this near to a cut means it, as a share of the film. */
const nearShare = 0.01;

/** Where the picture becomes another one, the more the higher. */
function Cuts({
  cuts,
  duration,
  secondsAt,
  playhead,
}: { cuts: readonly SceneCut[]; secondsAt: (clientX: number) => number } & Pick<TimelineProps, 'duration' | 'playhead'>) {
  const seek = (seconds: number): void => playhead.seek(nearestCut(cuts, seconds, duration * nearShare)?.seconds ?? seconds);
  return (
    // For those who see, as the strips are: the suggestions among the markers are a list of the same.
    <svg
      aria-hidden
      viewBox={`0 0 ${duration} 100`}
      preserveAspectRatio="none"
      data-strip="Cuts"
      onPointerDown={(event) => event.button === 0 && seek(secondsAt(event.clientX))}
      className="block h-3.5 w-full cursor-pointer stroke-ink/60"
    >
      <path
        d={cuts.map(({ seconds, strength }) => `M${seconds} 100V${100 - strength}`).join('')}
        vectorEffect="non-scaling-stroke"
        strokeWidth={1}
      />
    </svg>
  );
}

/** Something that has a colour at each place of the film: the warmer the more. */
const Heat = ({ title, values }: { title: string; values: readonly number[] }) => (
  <div data-strip={title} title={title} className="pointer-events-none h-3 w-full" style={{ backgroundImage: heatOf(values) }} />
);

/** Something that goes up and down along the film. */
const Strip = ({ title, values, className }: { title: string; values: readonly number[] | null; className: string }) => (
  <svg
    viewBox={`0 0 ${values?.length ?? 1} 100`}
    preserveAspectRatio="none"
    data-strip={title}
    className={cn('pointer-events-none block w-full', className)}
  >
    {values && values.length > 0 ? <path d={outlineOf(values)} /> : null}
  </svg>
);

interface RangeProps extends Pick<TimelineProps, 'duration' | 'playhead' | 'mayEdit' | 'onChange'> {
  marker: Marker;
  share: (seconds: number) => string;
  secondsAt: (clientX: number) => number;
}

/** One marker: a click leads there, each end is a slider. */
function Range({ marker, share, secondsAt, duration, playhead, mayEdit, onChange }: RangeProps) {
  const [shown, setShown] = useState<{ startSeconds: number; endSeconds: number | null }>(marker);
  const resting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(resting.current), []);
  const { name } = marker;
  const keep = (now: typeof shown): void => {
    if (now.startSeconds !== marker.startSeconds || now.endSeconds !== marker.endSeconds)
      onChange(marker, { startSeconds: now.startSeconds, endSeconds: now.endSeconds });
  };
  const move = (end: End, seconds: number): typeof shown => {
    const now = movedEnd(shown, end, seconds, duration);
    setShown(now);
    // The picture follows the hand.
    playhead.seek((end === 'start' ? now.startSeconds : now.endSeconds) ?? now.startSeconds);
    return now;
  };
  const handle = (end: End) => ({
    label: `${end === 'start' ? 'Start' : 'End'} of ${name}`,
    value: (end === 'start' ? shown.startSeconds : shown.endSeconds) ?? shown.startSeconds,
    duration,
    onDrag: (clientX: number) => void move(end, secondsAt(clientX)),
    onDrop: () => keep(shown),
    onStep: (by: number) => {
      const now = move(end, ((end === 'start' ? shown.startSeconds : shown.endSeconds) ?? shown.startSeconds) + by);
      clearTimeout(resting.current);
      resting.current = setTimeout(() => keep(now), keyRestMs);
    },
  });
  const length = shown.endSeconds === null ? null : shown.endSeconds - shown.startSeconds;
  return (
    <li
      className="absolute inset-y-0 min-w-2"
      style={{ left: share(shown.startSeconds), ...(length === null ? {} : { width: share(length) }) }}
    >
      <button
        type="button"
        onClick={() => playhead.seek(shown.startSeconds)}
        title={`${formatTime(shown.startSeconds)}${shown.endSeconds === null ? '' : ` – ${formatTime(shown.endSeconds)}`} ${name}`}
        className={cn(
          'block h-full truncate rounded-sm text-left text-xs hover:bg-accent/45',
          length === null ? 'w-2 bg-accent' : 'w-full bg-accent/30 px-2.5 pointer-coarse:px-6',
        )}
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

interface HandleProps {
  label: string;
  value: number;
  duration: number;
  onDrag: (clientX: number) => void;
  onDrop: () => void;
  onStep: (by: number) => void;
  className: string;
}

/** Arrow keys move by a tenth of a second, with Shift by a whole one. */
function Handle({ label, value, duration, onDrag, onDrop, onStep, className }: HandleProps) {
  const [held, setHeld] = useState(false);
  const key = (event: KeyboardEvent): void => {
    const direction = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    onStep(direction * (event.shiftKey ? 1 : 0.1));
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.round(duration)}
      aria-valuenow={Math.round(value * 10) / 10}
      aria-valuetext={writeTime(value)}
      onKeyDown={key}
      onPointerDown={(event: PointerEvent<HTMLDivElement>) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setHeld(true);
      }}
      onPointerMove={(event) => held && onDrag(event.clientX)}
      onPointerUp={() => {
        setHeld(false);
        onDrop();
      }}
      onPointerCancel={() => setHeld(false)}
      className={cn(
        'absolute inset-y-0 w-2 cursor-ew-resize touch-none rounded-sm border-x border-accent/80 hover:bg-accent pointer-coarse:w-5',
        held && 'bg-accent',
        className,
      )}
    >
      {held ? (
        <span className="pointer-events-none absolute bottom-full left-1/2 z-10 mb-1 -translate-x-1/2 rounded bg-black/85 px-1.5 py-0.5 text-xs whitespace-nowrap text-white tabular-nums">
          {writeTime(value)}
        </span>
      ) : null}
    </div>
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
