'use client';

import type { SheetLayout } from '@reelm/contracts';
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { SpriteCell } from '@/components/sprite-cell';
import { formatTime, spokenTime } from '@/lib/format';
import { cellAtTime } from '@/lib/sprite';

interface SeekBarProps {
  time: number;
  duration: number;
  bufferedTo: number;
  sprite: { url: string; layout: SheetLayout } | null;
  onSeek: (seconds: number) => void;
}

/** Arrow keys move by this many seconds, Page keys by a tenth of the film. */
const step = 5;
const previewWidth = 176;

/** Slider over the whole film; hovering shows the picture at the true time under the pointer. */
export function SeekBar({ time, duration, bufferedTo, sprite, onSeek }: SeekBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  const [hover, setHover] = useState<{ seconds: number; x: number; width: number } | null>(null);
  const [dragging, setDragging] = useState(false);

  const pointed = (event: PointerEvent): { seconds: number; x: number; width: number } | null => {
    const box = bar.current?.getBoundingClientRect();
    if (!box || duration === 0) return null;
    const x = Math.max(0, Math.min(box.width, event.clientX - box.left));
    return { seconds: (x / box.width) * duration, x, width: box.width };
  };
  const down = (event: PointerEvent<HTMLDivElement>): void => {
    const at = pointed(event);
    if (!at || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDragging(true);
    setHover(at);
    onSeek(at.seconds);
  };
  const move = (event: PointerEvent): void => {
    const at = pointed(event);
    setHover(at);
    if (at && dragging) onSeek(at.seconds);
  };
  const up = (event: PointerEvent): void => {
    setDragging(false);
    if (event.pointerType !== 'mouse') setHover(null);
  };
  const key = (event: KeyboardEvent): void => {
    const target = keyTarget(event.key, time, duration);
    if (target === null) return;
    event.preventDefault();
    onSeek(Math.max(0, Math.min(duration, target)));
  };
  const share = (seconds: number): string => `${duration > 0 ? Math.min(100, (seconds / duration) * 100) : 0}%`;
  return (
    <div className="group/seek relative touch-none px-1">
      {hover ? <Preview hover={hover} sprite={sprite} /> : null}
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
          {hover ? <div className="absolute inset-y-0 left-0 bg-white/35" style={{ width: hover.x }} /> : null}
          <div className="absolute inset-y-0 left-0 bg-[oklch(0.8_0.115_188)]" style={{ width: share(time) }} />
        </div>
        <div
          className="pointer-events-none absolute size-3.5 -translate-x-1/2 rounded-full bg-[oklch(0.8_0.115_188)] shadow"
          style={{ left: share(time) }}
        />
      </div>
    </div>
  );
}

function Preview({ hover, sprite }: { hover: { seconds: number; x: number; width: number }; sprite: SeekBarProps['sprite'] }) {
  const half = (sprite ? previewWidth : 64) / 2;
  const cell = sprite ? cellAtTime(sprite.layout, hover.seconds) : 0;
  return (
    <div
      className="pointer-events-none absolute bottom-full mb-1 grid -translate-x-1/2 justify-items-center gap-1"
      style={{ left: Math.max(half, Math.min(hover.width - half, hover.x)) + 4 }}
      data-testid="seek-preview"
    >
      {sprite ? (
        <div className="overflow-hidden rounded-md border border-white/25 shadow-lg" style={{ width: previewWidth }} data-cell={cell}>
          <SpriteCell url={sprite.url} layout={sprite.layout} cell={cell} />
        </div>
      ) : null}
      <span className="rounded bg-black/80 px-1.5 py-0.5 text-xs font-medium text-white tabular-nums">{formatTime(hover.seconds)}</span>
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
