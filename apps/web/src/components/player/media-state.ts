'use client';

import { useEffect, useState, type RefObject } from 'react';
import { lengthOf, timeOf, type Range } from './range';

/** What the controls show of the video element. Times in seconds of the film. */
export interface MediaState {
  playing: boolean;
  waiting: boolean;
  time: number;
  duration: number;
  bufferedTo: number;
  volume: number;
  muted: boolean;
  speed: number;
  /** Set when the browser gave up, with the kind that it reports. */
  failure: 'unsupported' | 'network' | 'no-picture' | null;
}

const initial: MediaState = {
  playing: false,
  waiting: false,
  time: 0,
  duration: 0,
  bufferedTo: 0,
  volume: 1,
  muted: false,
  speed: 1,
  failure: null,
};

const events = [
  'play',
  'pause',
  'ended',
  'waiting',
  'playing',
  'canplay',
  'seeking',
  'seeked',
  'timeupdate',
  'durationchange',
  'loadedmetadata',
  'progress',
  'volumechange',
  'ratechange',
  'emptied',
  'error',
] as const;

/** Follows a video element, as far as the range is concerned. @param known length of the film, before the element knows it */
export function useMediaState(ref: RefObject<HTMLVideoElement | null>, range: Range, known: number | null): MediaState {
  const [state, setState] = useState(initial);
  useEffect(() => {
    const video = ref.current;
    if (!video) return undefined;
    const read = (): void => setState(stateOf(video, range));
    for (const event of events) video.addEventListener(event, read);
    read();
    return () => {
      for (const event of events) video.removeEventListener(event, read);
    };
  }, [ref, range]);
  return state.duration === 0 && known !== null ? { ...state, duration: known } : state;
}

function stateOf(video: HTMLVideoElement, range: Range): MediaState {
  return {
    playing: !video.paused && !video.ended,
    waiting: !video.paused && video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA && !video.error,
    time: timeOf(video, range),
    duration: lengthOf(video, range),
    bufferedTo: bufferedEnd(video) - (range?.startSeconds ?? 0),
    volume: video.volume,
    muted: video.muted,
    speed: video.playbackRate,
    failure: failureOf(video),
  };
}

function failureOf(video: HTMLVideoElement): MediaState['failure'] {
  if (video.error) return video.error.code === MediaError.MEDIA_ERR_NETWORK ? 'network' : 'unsupported';
  // A browser that knows the sound but not the picture plays on, black and without an error.
  return video.readyState >= HTMLMediaElement.HAVE_METADATA && video.videoWidth === 0 ? 'no-picture' : null;
}

function bufferedEnd(video: HTMLVideoElement): number {
  for (let range = 0; range < video.buffered.length; range += 1) {
    if (video.buffered.start(range) <= video.currentTime && video.currentTime <= video.buffered.end(range))
      return video.buffered.end(range);
  }
  return video.currentTime;
}
