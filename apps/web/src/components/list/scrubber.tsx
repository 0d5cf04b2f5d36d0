'use client';

import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { bucketAt, spacedLabels, type ScrubberMark } from './scrubber-marks';

interface ScrubberProps {
  buckets: readonly ScrubberMark[];
  /** Distance of the list from the top of the page, pixels. */
  top: number;
  /** Place of the bucket to go to. */
  onJump: (bucket: number) => void;
}

/** Where the window is in the list: how far it is scrolled past the list's top. */
function usePosition(top: number): number {
  const [position, setPosition] = useState(0);
  useEffect(() => {
    let frame = 0;
    const measure = (): void => {
      const length = document.documentElement.scrollHeight - window.innerHeight - top;
      setPosition(length > 0 ? Math.max(0, Math.min(1, (window.scrollY - top) / length)) : 0);
    };
    const onScroll = (): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(measure);
    };
    measure();
    window.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('scroll', onScroll);
    };
  }, [top]);
  return position;
}

/** The whole list along the right edge: its dates, letters or values by how many items they have. Dragging jumps anywhere. */
export function Scrubber({ buckets, top, onJump }: ScrubberProps) {
  const position = usePosition(top);
  const [aimed, setAimed] = useState<number | null>(null);
  const track = useRef<HTMLDivElement>(null);
  const labels = useMemo(() => spacedLabels(buckets), [buckets]);
  const current = bucketAt(buckets, position);
  const aimAt = (event: PointerEvent): number => {
    const box = track.current?.getBoundingClientRect();
    return box ? bucketAt(buckets, Math.max(0, Math.min(1, (event.clientY - box.top) / box.height))) : 0;
  };
  const press = (event: PointerEvent): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    setAimed(aimAt(event));
  };
  const release = (event: PointerEvent): void => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onJump(aimAt(event));
    setAimed(null);
  };
  const key = (event: KeyboardEvent): void => {
    const steps: Record<string, number> = {
      ArrowUp: -1,
      ArrowDown: 1,
      PageUp: -10,
      PageDown: 10,
      Home: -buckets.length,
      End: buckets.length,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onJump(Math.max(0, Math.min(buckets.length - 1, current + step)));
  };
  const shown = aimed ?? current;
  return (
    <div className="sticky top-17 h-[calc(100dvh-8.5rem)] py-2 select-none">
      <div
        ref={track}
        role="slider"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label="Place in the list"
        aria-valuemin={0}
        aria-valuemax={buckets.length - 1}
        aria-valuenow={current}
        aria-valuetext={buckets[current]?.label}
        onKeyDown={key}
        onPointerDown={press}
        onPointerMove={(event) => setAimed(aimAt(event))}
        onPointerUp={release}
        onPointerLeave={(event) => !event.currentTarget.hasPointerCapture(event.pointerId) && setAimed(null)}
        className="group/scrub relative h-full cursor-row-resize touch-none rounded-md"
      >
        {labels.map(({ label, start, place }) => (
          <span
            key={place}
            aria-hidden
            style={{ top: `${start * 100}%` }}
            className="pointer-events-none absolute right-2 max-w-9 truncate text-[0.6875rem] leading-none text-muted tabular-nums"
          >
            {label}
          </span>
        ))}
        <div
          aria-hidden
          style={{ top: `${position * 100}%` }}
          className="pointer-events-none absolute right-1 h-0.5 w-8 -translate-y-1/2 rounded-full bg-accent"
        />
        {aimed === null ? null : (
          <div
            aria-hidden
            style={{ top: `${(buckets[shown]?.start ?? 0) * 100}%` }}
            className="pointer-events-none absolute right-10 z-10 -translate-y-1/2 rounded-md border border-line bg-panel px-2.5 py-1.5 text-sm font-medium whitespace-nowrap shadow-lg"
          >
            {buckets[shown]?.label}
          </div>
        )}
      </div>
    </div>
  );
}
