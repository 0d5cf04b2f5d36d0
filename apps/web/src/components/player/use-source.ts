'use client';

import { useEffect, useRef, type RefObject } from 'react';
import { useLatest } from '@/lib/use-latest';
import type { Failure } from './hls';
import { seekTo, timeOf, type Range } from './range';

/** What is played: a file by byte ranges, or an HLS playlist; another one of the same film goes on at the same place. */
export interface Source {
  url: string;
  type: 'file' | 'hls';
  /** The part of the file that is played; what comes as HLS begins with the film. */
  range: Range;
  /** Whether something must be made for it: then it is made only once somebody plays. */
  costly: boolean;
  /** Another number is another try. */
  attempt: number;
}

type Video = RefObject<HTMLVideoElement | null>;

/** Where and how the film was when its source was changed, seconds of the film. */
interface Left {
  time: number;
  playing: boolean;
  speed: number;
}

/**
 * Puts the source into the element.
 *
 * @param startAt where the film begins, seconds of the film
 * @param onTrouble told when the source cannot be had (any more), or played
 */
export function useSource(
  video: Video,
  source: Source | null,
  startAt: number | null,
  autoPlay: boolean,
  onTrouble: (what: Failure) => void,
): void {
  const left = useRef<Left | null>(null);
  const latest = useLatest({ startAt, autoPlay, onTrouble });
  useEffect(() => {
    const element = video.current;
    if (!element || !source) return undefined;
    const given = latest.current;
    const was = left.current ?? { time: given.startAt ?? 0, playing: given.autoPlay, speed: element.playbackRate };
    // Somebody may have pressed Play while nothing was there to be played.
    const begin = { ...was, playing: was.playing || !element.paused };
    const detach = attach(element, source, begin, (what) => latest.current.onTrouble(what));
    return () => {
      left.current = { time: timeOf(element, source.range), playing: !element.paused, speed: element.playbackRate };
      detach();
    };
  }, [video, source, latest]);
}

function attach(element: HTMLVideoElement, source: Source, begin: Left, onTrouble: (what: Failure) => void): () => void {
  let started = false;
  const start = (): void => {
    started = true;
    // The very beginning is where it is anyway; a range begins somewhere in its file.
    if (begin.time > 0 || source.range) seekTo(element, source.range, begin.time);
    element.playbackRate = begin.speed;
    // A browser that wants a click first leaves it standing, with its button.
    if (begin.playing) element.play().catch(() => undefined);
  };
  element.addEventListener('loadedmetadata', start, { once: true });
  const detach = source.type === 'file' ? attachFile(element, source.url) : attachHls(element, source, begin, onTrouble);
  // Pressed before there is anything to play.
  const wanted = (): void => {
    if (!started) begin.playing = true;
  };
  element.addEventListener('play', wanted);
  return () => {
    element.removeEventListener('play', wanted);
    element.removeEventListener('loadedmetadata', start);
    detach();
  };
}

function attachFile(element: HTMLVideoElement, url: string): () => void {
  element.src = url;
  return () => undefined;
}

function attachHls(element: HTMLVideoElement, { url, costly }: Source, begin: Left, onTrouble: (what: Failure) => void): () => void {
  // iPhones have no media source extensions and play HLS by themselves.
  if (typeof MediaSource === 'undefined' && !('ManagedMediaSource' in window)) return attachFile(element, url);
  let gone = false;
  let detach = (): void => undefined;
  import('./hls').then(
    (module) => {
      if (!gone) detach = module.attachHls(element, url, { startAt: begin.time, wait: costly && !begin.playing, onTrouble });
    },
    () => gone || onTrouble('lost'),
  );
  return () => {
    gone = true;
    detach();
  };
}
