'use client';

import { useEffect, type RefObject } from 'react';
import { loopTarget, type Loop } from './loop';
import { seekTo, timeOf, type Range } from './range';

/** Plays the loop again and again. It looks with every picture that is drawn: four looks a second would run past its end. */
export function useLoop(video: RefObject<HTMLVideoElement | null>, range: Range, loop: Loop | null): void {
  useEffect(() => {
    const element = video.current;
    if (!element || loop === null || loop.to === null) return undefined;
    let before = timeOf(element, range);
    let frame = 0;
    const look = (): void => {
      const now = timeOf(element, range);
      const target = element.seeking ? null : loopTarget(loop, before, element.ended ? Infinity : now);
      before = target ?? now;
      if (target !== null) {
        seekTo(element, range, target);
        if (element.paused) element.play().catch(() => undefined);
      }
      frame = requestAnimationFrame(look);
    };
    frame = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frame);
  }, [video, range, loop]);
}
