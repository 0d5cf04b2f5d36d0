'use client';

import { useEffect, type RefObject } from 'react';
import { rememberedSound, rememberSound } from './memory';
import { lengthOf, timeOf, type Range } from './range';

type Video = RefObject<HTMLVideoElement | null>;

/** Brings the volume back, and keeps it from now on. */
export function useSound(video: Video): void {
  useEffect(() => (video.current ? attachSound(video.current) : undefined), [video]);
}

function attachSound(element: HTMLVideoElement): () => void {
  const { volume, muted } = rememberedSound();
  element.volume = volume;
  element.muted = muted;
  const keep = (): void => rememberSound(element);
  element.addEventListener('volumechange', keep);
  return () => element.removeEventListener('volumechange', keep);
}

/**
 * Tells of the end. A range ends before its file does, and a clip at `stopAt`, if it is played up to there; for everybody who listens to the
 * element it is an end like that of a file.
 */
export function useEnd(video: Video, range: Range, stopAt: number | null, onEnd: () => void): void {
  useEffect(() => {
    const element = video.current;
    if (!element) return undefined;
    let before = timeOf(element, range);
    const look = (): void => {
      const now = timeOf(element, range);
      const end =
        range && now >= lengthOf(element, range) - 0.02
          ? now
          : stopAt !== null && before < stopAt && now >= stopAt && now - before < 2
            ? stopAt
            : null;
      before = now;
      if (end === null || element.paused || element.seeking || element.ended) return;
      element.pause();
      element.dispatchEvent(new Event('ended'));
    };
    element.addEventListener('timeupdate', look);
    element.addEventListener('ended', onEnd);
    return () => {
      element.removeEventListener('timeupdate', look);
      element.removeEventListener('ended', onEnd);
    };
  }, [video, range, stopAt, onEnd]);
}
