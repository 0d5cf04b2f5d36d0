'use client';

import type { SheetLayout } from '@reelm/contracts';
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { SpriteCell } from '@/components/sprite-cell';
import { cn } from '@/lib/cn';
import { formatTime, spokenTime } from '@/lib/format';
import { cellAtTime } from '@/lib/sprite';
import type { Loop } from './loop';
import { markAt, type Mark } from './marks';

interface SeekBarProps {
  time: number;
  duration: number;
  bufferedTo: number;
  sprite: { url: string; layout: SheetLayout } | null;
  marks: readonly Mark[];
  /** Where scenes begin, seconds. */
  scenes: readonly number[];
  loop: Loop | null;
  /** Where a finger on the film itself is about to lead. */
  pointedAt: number | null;
  onSeek: (seconds: number) => void;
  onToggle: () => void;
}

/** Arrow keys move by this many seconds, Page keys by a tenth of the film. */
const step = 5;
const previewWidth = 176;
/** Of markers and of the stretch that is repeated. */
const markColour = 'bg-[oklch(0.85_0.15_85)]';

const shareOf = (seconds: number, duration: number): string => `${duration > 0 ? Math.min(100, (seconds / duration) * 100) : 0}%`;

/** Slider over the whole film; hovering shows the picture at the true time under the pointer. */
export function SeekBar({ time, duration, bufferedTo, sprite, marks, scenes, loop, pointedAt, onSeek, onToggle }: SeekBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  const [hover, setHover] = useState<number | null>(null);
  const [dragging, setDragging] = useState(false);

  const pointed = (event: PointerEvent): number | null => {
    const box = bar.current?.getBoundingClientRect();
    return box && duration > 0 ? Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)) * duration : null;
  };
  const down = (event: PointerEvent<HTMLDivElement>): void => {
    const at = pointed(event);
    if (at === null || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDragging(true);
    setHover(at);
    onSeek(at);
  };
  const move = (event: PointerEvent): void => {
    const at = pointed(event);
    setHover(at);
    if (at !== null && dragging) onSeek(at);
  };
  const up = (event: PointerEvent): void => {
    setDragging(false);
    if (event.pointerType !== 'mouse') setHover(null);
  };
  const key = (event: KeyboardEvent): void => {
    // A remote control has no Space.
    if (event.key === 'Enter') onToggle();
    const target = keyTarget(event.key, time, duration);
    if (target === null) return;
    event.preventDefault();
    onSeek(Math.max(0, Math.min(duration, target)));
  };
  const shown = pointedAt ?? hover;
  const share = (seconds: number): string => shareOf(seconds, duration);
  return (
    <div className="group/seek relative touch-none px-1">
      {shown === null ? null : (
        <Preview seconds={shown} share={duration > 0 ? shown / duration : 0} sprite={sprite} name={markAt(marks, shown)?.name} />
      )}
      <div
        ref={bar}
        role="slider"
        tabIndex={0}
        aria-label="Position"
        aria-valuemin={0}
        aria-valuemax={Math.round(duration)}
        aria-valuenow={Math.round(time)}
        aria-valuetext={`${spokenTime(time)} of ${spokenTime(duration)}`}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={up}
        onPointerLeave={() => dragging || setHover(null)}
        onKeyDown={key}
        className="relative flex h-7 cursor-pointer items-center rounded pointer-coarse:h-11"
      >
        <div className="relative h-1 w-full overflow-hidden rounded-full bg-white/25 transition-[height] group-hover/seek:h-1.5">
          <div className="absolute inset-y-0 left-0 bg-white/35" style={{ width: share(bufferedTo) }} />
          {shown === null ? null : <div className="absolute inset-y-0 left-0 bg-white/35" style={{ width: share(shown) }} />}
          <div className="absolute inset-y-0 left-0 bg-accent" style={{ width: share(time) }} />
          {loop ? (
            <div
              data-testid="loop"
              className={cn('absolute inset-y-0', markColour)}
              style={{ left: share(loop.from), width: share(Math.max((loop.to ?? time) - loop.from, 0)) }}
            />
          ) : null}
        </div>
        <Scenes scenes={scenes} duration={duration} />
        <Marks marks={marks} duration={duration} />
        <div
          className="pointer-events-none absolute size-3.5 -translate-x-1/2 rounded-full bg-accent shadow"
          style={{ left: share(time) }}
        />
      </div>
    </div>
  );
}

/** Faint ticks, for the eye alone. */
const Scenes = ({ scenes, duration }: { scenes: readonly number[]; duration: number }) =>
  duration > 0 ? (
    <div className="pointer-events-none absolute inset-0" aria-hidden>
      {scenes.map((seconds) => (
        <span
          key={seconds}
          data-scene
          className="absolute top-1/2 h-1.5 w-px translate-y-1 bg-white/60"
          style={{ left: shareOf(seconds, duration) }}
        />
      ))}
    </div>
  ) : null;

/** Chapters part the bar, markers stand above it; they show where, their names come with pointing. */
const Marks = ({ marks, duration }: { marks: readonly Mark[]; duration: number }) =>
  duration > 0 ? (
    <div className="pointer-events-none absolute inset-0" aria-hidden>
      {marks.map(({ id, kind, startSeconds, endSeconds }) => (
        <span
          key={`${kind} ${id}`}
          data-mark={kind}
          className={
            kind === 'chapter'
              ? 'absolute top-1/2 h-2.5 w-0.5 -translate-1/2 bg-black/80'
              : cn('absolute top-1/2 h-1 min-w-1 -translate-y-2 rounded-full', markColour)
          }
          style={{
            left: shareOf(startSeconds, duration),
            ...(kind === 'marker' && endSeconds !== null
              ? { width: shareOf(Math.min(endSeconds, duration) - startSeconds, duration) }
              : {}),
          }}
        />
      ))}
    </div>
  ) : null;

interface PreviewProps {
  seconds: number;
  /** Of the film, 0 to 1. */
  share: number;
  sprite: SeekBarProps['sprite'];
  /** Of the marker or chapter there. */
  name: string | undefined;
}

function Preview({ seconds, share, sprite, name }: PreviewProps) {
  const half = (sprite ? previewWidth : 64) / 2;
  const cell = sprite ? cellAtTime(sprite.layout, seconds) : 0;
  return (
    <div
      className="pointer-events-none absolute bottom-full mb-1 grid -translate-x-1/2 justify-items-center gap-1"
      // Within the bar, whose ends are four pixels inside.
      style={{ left: `clamp(${half + 4}px, calc(4px + (100% - 8px) * ${share}), calc(100% - ${half + 4}px))` }}
      data-testid="seek-preview"
    >
      {sprite ? (
        <div className="overflow-hidden rounded-md border border-white/25 shadow-lg" style={{ width: previewWidth }} data-cell={cell}>
          <SpriteCell url={sprite.url} layout={sprite.layout} cell={cell} />
        </div>
      ) : null}
      <span className="flex max-w-44 gap-1.5 rounded bg-black/80 px-1.5 py-0.5 text-xs font-medium text-white tabular-nums">
        {name ? <span className="min-w-0 truncate">{name}</span> : null}
        {formatTime(seconds)}
      </span>
    </div>
  );
}

function keyTarget(key: string, time: number, duration: number): number | null {
  switch (key) {
    case 'ArrowLeft':
      return time - step;
    case 'ArrowRight':
      return time + step;
    case 'PageDown':
      return time - duration / 10;
    case 'PageUp':
      return time + duration / 10;
    case 'Home':
      return 0;
    case 'End':
      return duration;
    default:
      return null;
  }
}
