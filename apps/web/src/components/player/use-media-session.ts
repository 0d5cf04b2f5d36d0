'use client';

import { useEffect } from 'react';
import { useLatest } from '@/lib/use-latest';
import type { MediaState } from './media-state';
import type { Commands } from './use-player-commands';

interface Shown {
  title: string;
  artist: string | undefined;
  poster: string | null;
}

/** Shows the film on the lock screen and takes its keys, those of headphones and of keyboards. */
export function useMediaSession({ title, artist, poster }: Shown, commands: Commands, state: MediaState): void {
  const latest = useLatest(commands);
  const { next, previous } = commands;
  const [hasNext, hasPrevious] = [next !== null, previous !== null];
  useEffect(() => {
    const session = sessionOf();
    if (!session) return undefined;
    session.metadata = new MediaMetadata({ title, artist: artist ?? '', artwork: poster ? [{ src: poster }] : [] });
    const handlers: Partial<Record<MediaSessionAction, MediaSessionActionHandler | null>> = {
      play: () => latest.current.toggle(),
      pause: () => latest.current.toggle(),
      seekbackward: ({ seekOffset }) => latest.current.skip(-1, seekOffset),
      seekforward: ({ seekOffset }) => latest.current.skip(1, seekOffset),
      seekto: ({ seekTime }) => latest.current.seek(seekTime ?? 0),
      nexttrack: hasNext ? () => latest.current.next?.() : null,
      previoustrack: hasPrevious ? () => latest.current.previous?.() : null,
    };
    const set = (own: typeof handlers): void => {
      for (const [action, handler] of Object.entries(own)) handle(session, action as MediaSessionAction, handler ?? null);
    };
    set(handlers);
    return () => {
      set(Object.fromEntries(Object.keys(handlers).map((action) => [action, null])));
      session.metadata = null;
    };
  }, [title, artist, poster, hasNext, hasPrevious, latest]);

  const { playing, duration, speed, time } = state;
  const whole = Math.floor(time);
  useEffect(() => {
    const session = sessionOf();
    if (!session) return;
    session.playbackState = playing ? 'playing' : 'paused';
    if (duration > 0) session.setPositionState({ duration, playbackRate: speed, position: Math.min(whole, duration) });
  }, [playing, duration, speed, whole]);
}

const sessionOf = (): MediaSession | undefined => ('mediaSession' in navigator ? navigator.mediaSession : undefined);

/** Browsers throw for actions that they do not know. */
function handle(session: MediaSession, action: MediaSessionAction, handler: MediaSessionActionHandler | null): void {
  try {
    session.setActionHandler(action, handler);
  } catch {
    // Then that key is not for us.
  }
}
