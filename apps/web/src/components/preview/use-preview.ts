'use client';

import { useEffect, useRef, useState, type PointerEvent } from 'react';

interface Scrubbing {
  onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  onPointerLeave: () => void;
}

const noScrubbing: Scrubbing = { onPointerMove: () => undefined, onPointerLeave: () => undefined };

/** Long enough that a pointer on its way across the page, or keys that run through it, start nothing. */
const restMs = 500;

const wantsNoMotion = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * Whether a card's preview is to play: once a mouse rests on the card, or the keyboard stays on it. Moving the mouse again gives way to the
 * pictures of the sprite sheet. The handlers belong on the card.
 */
export function usePreview(url: string | null, { onPointerMove, onPointerLeave }: Scrubbing = noScrubbing) {
  const [playing, setPlaying] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const stop = (): void => {
    clearTimeout(timer.current);
    setPlaying(false);
  };
  const rest = (): void => {
    stop();
    if (url !== null && !wantsNoMotion()) timer.current = setTimeout(() => setPlaying(true), restMs);
  };
  return {
    playing,
    handlers: {
      onPointerMove: (event: PointerEvent<HTMLElement>): void => {
        if (event.pointerType === 'mouse') rest();
        onPointerMove(event);
      },
      onPointerLeave: (): void => {
        stop();
        onPointerLeave();
      },
      // A click focuses as well, but then the page of the video is on its way.
      onFocus: rest,
      onBlur: stop,
    },
  };
}
