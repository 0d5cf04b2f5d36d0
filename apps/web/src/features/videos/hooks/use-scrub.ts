'use client';

import type { VideoCard } from '@reelm/contracts';
import { useEffect, useRef, useState, type PointerEvent } from 'react';
import { cellAtFraction } from '@/lib/sprite';

/**
 * A mouse moving across the cover at the top of a card chooses a picture of the sprite sheet; a finger scrolls as always.
 * The handlers belong on the card, because its link lies over the cover.
 */
export function useScrub(sprite: VideoCard['sprite'], coverHeight: number) {
  const [cell, setCell] = useState<number | null>(null);
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  const show = (next: number | null): void => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => setCell(next));
  };
  return {
    cell,
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      if (!sprite || event.pointerType !== 'mouse') return;
      const box = event.currentTarget.getBoundingClientRect();
      const onCover = event.clientY - box.top < coverHeight;
      show(onCover ? cellAtFraction(sprite.layout, (event.clientX - box.left) / box.width) : null);
    },
    onPointerLeave: () => show(null),
  };
}
