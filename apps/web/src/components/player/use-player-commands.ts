'use client';

import { useMemo, type RefObject } from 'react';
import { formatTime } from '@/lib/format';
import { useSettings } from '@/lib/settings';
import { useShortcuts } from '@/lib/use-shortcuts';
import { nextLoop, type Loop } from './loop';
import { markFrom, type Mark } from './marks';
import { turned, withNextAspect, zoomedBy, type Picture } from './picture';
import { lengthOf, seekTo, timeOf, type Range } from './range';
import type { PictureControl } from './use-picture';
import { keyZoom } from './vr/gaze';
import type { Vr, VrCommands } from './vr/use-vr';

export const speeds = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 3] as const;
export const aspectNames: Record<Picture['aspect'], string> = {
  auto: 'As it is',
  fill: 'Fill the frame',
  '16:9': '16:9',
  '4:3': '4:3',
  '21:9': '21:9',
  '1:1': '1:1',
};

interface Given {
  video: RefObject<HTMLVideoElement | null>;
  range: Range;
  frameRate: number | null;
  picture: PictureControl;
  vr: Vr;
  marks: readonly Mark[];
  loop: Loop | null;
  setLoop: (loop: Loop | null) => void;
  /** Shows the controls, and says what a key did. */
  tell: (what?: string) => void;
  open: (page: 'help' | 'settings' | 'marks') => void;
  next: (() => void) | null;
  previous: (() => void) | null;
  cycleAudio: (() => string | null) | null;
  cycleSubtitles: (() => string | null) | null;
}

/** What can be done with the film, by its buttons, keys, fingers and the lock screen. */
export interface Commands {
  toggle: () => void;
  seek: (seconds: number) => void;
  /** By the user's skip step, or by so many seconds. */
  skip: (direction: 1 | -1, seconds?: number) => void;
  toggleMute: () => void;
  setVolume: (volume: number) => void;
  setSpeed: (speed: number) => void;
  setLoop: (loop: Loop | null) => void;
  pictureInPicture: () => void;
  fullScreen: () => void;
  open: Given['open'];
  next: (() => void) | null;
  previous: (() => void) | null;
}

const volumeStep = 0.05;

export function usePlayerCommands(given: Given): Commands {
  const { video, range, frameRate, picture, vr, marks, loop, setLoop, tell, open, next, previous, cycleAudio, cycleSubtitles } = given;
  const { skipSeconds } = useSettings().settings;
  const onElement = useMemo(() => elementCommands(video, range), [video, range]);
  const time = (): number => (video.current ? timeOf(video.current, range) : 0);
  const skip = (direction: 1 | -1, seconds = skipSeconds): void => {
    onElement.seek(time() + direction * seconds);
    tell(`${direction > 0 ? '+' : '−'}${seconds} s`);
  };
  const louder = (by: number): void => {
    onElement.setVolume((video.current?.volume ?? 1) + by);
    tell(`Volume ${Math.round((video.current?.volume ?? 1) * 100)} %`);
  };
  const setSpeed = (speed: number): void => {
    onElement.setSpeed(speed);
    tell(`${speed}×`);
  };
  const faster = (steps: number): void => {
    const at = speeds.findIndex((speed) => speed === video.current?.playbackRate);
    setSpeed(speeds[Math.max(0, Math.min(speeds.length - 1, at + steps))] ?? 1);
  };
  const stepFrame = (direction: 1 | -1): void => {
    video.current?.pause();
    onElement.seek(time() + direction / (frameRate ?? 25));
    tell();
  };
  const toMark = (direction: 1 | -1): void => {
    const at = markFrom(marks, time(), direction);
    if (at === null) return tell(direction > 0 ? 'No further marker' : undefined);
    onElement.seek(at);
    tell(marks.find(({ startSeconds }) => startSeconds === at)?.name);
  };
  const turnLoop = (): void => {
    const then = nextLoop(loop, time());
    setLoop(then);
    // One is at its end now, so it begins again.
    if (then !== null && then.to !== null) onElement.seek(then.from);
    tell(then === null ? 'No repeat' : then.to === null ? `Repeat from ${formatTime(then.from)}` : `Repeat up to ${formatTime(then.to)}`);
  };
  const repicture = (change: (picture: Picture) => Picture, say: (picture: Picture) => string): void => {
    picture.change(change);
    tell(say(change(picture.picture)));
  };
  const toggle = (): void => {
    onElement.toggle();
    tell();
  };
  const zoom = (direction: 1 | -1): void => {
    if (vr.commands) vr.commands.zoom(keyZoom ** direction);
    else
      repicture(
        (now) => zoomedBy(now, direction * 0.1),
        ({ zoom: now }) => `${Math.round(now * 100)} %`,
      );
  };
  useShortcuts({
    'player.toggle': toggle,
    'player.back': () => skip(-1, 5),
    'player.forward': () => skip(1, 5),
    'player.back-more': () => skip(-1),
    'player.forward-more': () => skip(1),
    'player.louder': () => louder(volumeStep),
    'player.quieter': () => louder(-volumeStep),
    'player.mute': () => {
      onElement.toggleMute();
      tell(video.current?.muted ? 'Sound off' : 'Sound on');
    },
    'player.full-screen': onElement.fullScreen,
    'player.jump': (key) => {
      if (video.current) onElement.seek((lengthOf(video.current, range) * Number(key)) / 10);
      tell();
    },
    'player.frame-back': () => stepFrame(-1),
    'player.frame-forward': () => stepFrame(1),
    'player.slower': () => faster(-1),
    'player.faster': () => faster(1),
    'player.usual-speed': () => setSpeed(1),
    'player.loop': turnLoop,
    'player.mark-back': () => toMark(-1),
    'player.mark-forward': () => toMark(1),
    'player.turn': () => repicture(turned, ({ turn }) => `Turned by ${turn}°`),
    'player.aspect': () => repicture(withNextAspect, ({ aspect }) => aspectNames[aspect]),
    'player.zoom-in': () => zoom(1),
    'player.zoom-out': () => zoom(-1),
    'player.vr': () => tell(vr.toggle()),
    ...(vr.commands ? lookKeys(vr.commands) : {}),
    'player.picture-in-picture': onElement.pictureInPicture,
    'player.settings': () => open('settings'),
    ...(marks.length > 0 ? { 'player.marks': () => open('marks') } : {}),
    ...(next ? { 'player.next': next } : {}),
    ...(previous ? { 'player.previous': previous } : {}),
    ...(cycleAudio ? { 'player.audio': () => tell(cycleAudio() ?? undefined) } : {}),
    ...(cycleSubtitles ? { 'player.subtitles': () => tell(cycleSubtitles() ?? undefined) } : {}),
  });
  return { ...onElement, skip, setSpeed, setLoop, open, next, previous };
}

const lookKeys = ({ look, reset }: VrCommands) => ({
  'player.look-left': () => look(-1, 0),
  'player.look-right': () => look(1, 0),
  'player.look-up': () => look(0, 1),
  'player.look-down': () => look(0, -1),
  'player.look-ahead': reset,
});

/** What is done with the element alone. */
function elementCommands(video: Given['video'], range: Range) {
  const withVideo = (work: (element: HTMLVideoElement) => void) => (): void => {
    if (video.current) work(video.current);
  };
  return {
    toggle: withVideo((element) => {
      if (!element.paused) return element.pause();
      // The end of a range is not where the browser sees one.
      if (range && timeOf(element, range) >= lengthOf(element, range) - 0.05) seekTo(element, range, 0);
      // A refused play (no source, no permission) shows itself as the element's own state.
      element.play().catch(() => undefined);
    }),
    toggleMute: withVideo((element) => {
      element.muted = !element.muted;
    }),
    setVolume: (volume: number) =>
      withVideo((element) => {
        element.volume = Math.round(Math.max(0, Math.min(1, volume)) * 100) / 100;
        element.muted = false;
      })(),
    setSpeed: (speed: number) =>
      withVideo((element) => {
        element.playbackRate = speed;
      })(),
    seek: (seconds: number) => withVideo((element) => seekTo(element, range, seconds))(),
    pictureInPicture: withVideo((element) => {
      const work = document.pictureInPictureElement ? document.exitPictureInPicture() : element.requestPictureInPicture();
      Promise.resolve(work).catch(() => undefined);
    }),
    fullScreen: withVideo((element) => {
      const page = document.documentElement;
      if (document.fullscreenElement) void document.exitFullscreen();
      // The page, not the player: so menus and windows are seen as well, and the next video begins in full screen.
      else if (page.requestFullscreen) page.requestFullscreen().catch(() => undefined);
      // iPhones know full screen only for the video itself.
      else (element as HTMLVideoElement & { webkitEnterFullscreen?: () => void }).webkitEnterFullscreen?.();
    }),
  };
}
