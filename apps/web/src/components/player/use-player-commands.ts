'use client';

import { useMemo, type RefObject } from 'react';
import { useSettings } from '@/lib/settings';
import { useShortcuts } from '@/lib/use-shortcuts';
import { speeds, type PlayerActions } from './controls';

interface Given {
  video: RefObject<HTMLVideoElement | null>;
  frame: RefObject<HTMLElement | null>;
  frameRate: number | null;
  /** Called when a key did something, so that the controls show it. */
  onUse: () => void;
  onHelp: () => void;
}

type Commands = PlayerActions & { seek: (seconds: number) => void };

const volumeStep = 0.05;

/** What the player can do, for its buttons and for its keys. */
export function usePlayerCommands({ video, frame, frameRate, onUse, onHelp }: Given): Commands {
  const commands = useMemo(() => commandsOf(video, frame, onHelp), [video, frame, onHelp]);
  const { skipSeconds } = useSettings().settings;
  const jump = (seconds: number): void => commands.seek((video.current?.currentTime ?? 0) + seconds);
  const louder = (by: number): void => commands.setVolume((video.current?.volume ?? 1) + by);
  const faster = (steps: number): void => {
    const at = speeds.findIndex((speed) => speed === video.current?.playbackRate);
    commands.setSpeed(speeds[Math.max(0, Math.min(speeds.length - 1, at + steps))] ?? 1);
  };
  const stepFrame = (direction: 1 | -1): void => {
    video.current?.pause();
    jump(direction / (frameRate ?? 25));
  };
  const shown =
    (work: (key: string) => void) =>
    (key: string): void => {
      work(key);
      onUse();
    };
  useShortcuts({
    'player.toggle': shown(commands.toggle),
    'player.back': shown(() => jump(-5)),
    'player.forward': shown(() => jump(5)),
    'player.back-more': shown(() => jump(-skipSeconds)),
    'player.forward-more': shown(() => jump(skipSeconds)),
    'player.louder': shown(() => louder(volumeStep)),
    'player.quieter': shown(() => louder(-volumeStep)),
    'player.mute': shown(commands.toggleMute),
    'player.full-screen': commands.fullScreen,
    'player.jump': shown((key) => commands.seek(((video.current?.duration || 0) * Number(key)) / 10)),
    'player.frame-back': shown(() => stepFrame(-1)),
    'player.frame-forward': shown(() => stepFrame(1)),
    'player.slower': shown(() => faster(-1)),
    'player.faster': shown(() => faster(1)),
  });
  return commands;
}

function commandsOf(video: Given['video'], frame: Given['frame'], onHelp: () => void): Commands {
  const withVideo = (work: (element: HTMLVideoElement) => void) => (): void => {
    if (video.current) work(video.current);
  };
  return {
    toggle: withVideo((element) => {
      // A refused play (no source, no permission) shows itself as the element's own state.
      if (element.paused) element.play().catch(() => undefined);
      else element.pause();
    }),
    toggleMute: withVideo((element) => {
      element.muted = !element.muted;
    }),
    setVolume: (volume) =>
      withVideo((element) => {
        element.volume = Math.max(0, Math.min(1, volume));
        element.muted = false;
      })(),
    setSpeed: (speed) =>
      withVideo((element) => {
        element.playbackRate = speed;
      })(),
    seek: (seconds) =>
      withVideo((element) => {
        if (Number.isFinite(element.duration)) element.currentTime = Math.max(0, Math.min(element.duration, seconds));
      })(),
    pictureInPicture: withVideo((element) => {
      const work = document.pictureInPictureElement ? document.exitPictureInPicture() : element.requestPictureInPicture();
      Promise.resolve(work).catch(() => undefined);
    }),
    fullScreen: withVideo((element) => {
      if (document.fullscreenElement) void document.exitFullscreen();
      else if (frame.current?.requestFullscreen) frame.current.requestFullscreen().catch(() => undefined);
      // iPhones know full screen only for the video itself.
      else (element as HTMLVideoElement & { webkitEnterFullscreen?: () => void }).webkitEnterFullscreen?.();
    }),
    help: onHelp,
  };
}
