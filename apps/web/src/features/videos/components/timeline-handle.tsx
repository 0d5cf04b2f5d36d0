'use client';

import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { cn } from '@/lib/cn';
import { writeTime } from '@/lib/timecode';

interface HandleProps {
  label: string;
  value: number;
  duration: number;
  onDrag: (clientX: number) => void;
  onDrop: () => void;
  /** Moved by so many of the smallest steps. */
  onStep: (steps: number) => void;
  onFocus: () => void;
  className: string;
}

/** Arrow keys move by the smallest step, with Shift by ten of them. */
export function Handle({ label, value, duration, onDrag, onDrop, onStep, onFocus, className }: HandleProps) {
  const [held, setHeld] = useState(false);
  const key = (event: KeyboardEvent): void => {
    const direction = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    onStep(direction * (event.shiftKey ? 10 : 1));
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.round(duration)}
      aria-valuenow={Math.round(value * 100) / 100}
      aria-valuetext={writeTime(value)}
      onKeyDown={key}
      onFocus={onFocus}
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
