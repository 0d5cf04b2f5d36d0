'use client';

import { useEffect, type RefObject } from 'react';
import { newId } from '@/lib/new-id';
import { useLatest } from '@/lib/use-latest';
import { timeOf, type Range } from './range';
import { Sitting, type Progress } from './sitting';

/** Told how far somebody is; `leaving` when the page may be gone before an answer. */
export type OnProgress = (progress: Progress, leaving: boolean) => void;

/** Tells every ten seconds of playing, at each pause, at the end and on leaving. */
export function useSitting(video: RefObject<HTMLVideoElement | null>, range: Range, onProgress: OnProgress | undefined): void {
  const latest = useLatest(onProgress);
  useEffect(
    () => (video.current ? follow(video.current, range, (...told) => latest.current?.(...told)) : undefined),
    [video, range, latest],
  );
}

function follow(element: HTMLVideoElement, range: Range, tell: OnProgress): () => void {
  const sitting = new Sitting(newId);
  const say = (progress: Progress | null, leaving = false): void => {
    if (progress) tell(progress, leaving);
  };
  const time = (): number => timeOf(element, range);
  const handlers = {
    timeupdate: () => {
      if (element.paused || element.seeking) sitting.move(time());
      else say(sitting.tick(time()));
    },
    seeking: () => sitting.move(time()),
    pause: () => {
      if (!element.ended) say(sitting.leave());
    },
    ended: () => say(sitting.end(time())),
  };
  const leave = (): void => say(sitting.leave(), true);
  const hide = (): void => {
    if (document.visibilityState === 'hidden') leave();
  };
  for (const [name, handler] of Object.entries(handlers)) element.addEventListener(name, handler);
  window.addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', hide);
  return () => {
    leave();
    for (const [name, handler] of Object.entries(handlers)) element.removeEventListener(name, handler);
    window.removeEventListener('pagehide', leave);
    document.removeEventListener('visibilitychange', hide);
  };
}
