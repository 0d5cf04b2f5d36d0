'use client';

import type { SheetLayout } from '@reelm/contracts';
import { CircleAlert, ExternalLink, LoaderCircle, Play } from 'lucide-react';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { ShortcutSheet } from '@/components/shortcut-sheet';
import { Button, buttonLook } from '@/components/ui/button';
import { cn } from '@/lib/cn';
import { Controls } from './controls';
import { useMediaState, type MediaState } from './media-state';
import { rememberedSound, rememberSound } from './memory';
import { Resumed } from './resumed';
import { SeekBar } from './seek-bar';
import { usePlayerCommands } from './use-player-commands';
import { useSitting, type OnProgress } from './use-sitting';

export interface PlayerProps {
  src: string;
  title: string;
  poster: string | null;
  sprite: { url: string; layout: SheetLayout } | null;
  /** Shape of the picture, so that nothing moves when it arrives. */
  width: number | null;
  height: number | null;
  /** Pictures per second, for single steps. */
  frameRate: number | null;
  /** What the file is, for the message when the browser cannot play it: `hevc and ac3 in matroska`. */
  format: string | null;
  /** Where to begin, in seconds. */
  startAt?: number | null;
  /** Whether that is where it was left; then one can start over. */
  resuming?: boolean;
  onProgress?: OnProgress;
}

/** The controls go away after this long without a move. */
const restMs = 2600;
/** How long one is told that the film goes on where it was left, seconds of film. */
const resumedSeconds = 12;

/** The one player of Reelm: the browser's own video element under our controls. */
export function Player(props: PlayerProps) {
  const { src, title, poster, sprite, width, height, frameRate, format, startAt = null, resuming = false, onProgress } = props;
  const frame = useRef<HTMLDivElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const state = useMediaState(video);
  const [helpOpen, setHelpOpen] = useState(false);
  const openHelp = useCallback(() => setHelpOpen(true), []);
  const fullScreen = useFullScreen(frame);
  const { awake, stir } = useAwake(state.playing);
  const commands = usePlayerCommands({ video, frame, frameRate, onUse: stir, onHelp: openHelp });
  useSound(video);
  useSitting(video, onProgress);
  useStart(video, startAt);
  // Known from the start on: while it plays, the place to go on moves.
  const [left, setLeft] = useState(resuming ? startAt : null);
  const startOver = (): void => {
    commands.seek(0);
    setLeft(null);
  };
  const mayPictureInPicture = useSupport(() => document.pictureInPictureEnabled);

  const touched = useRef(false);
  const clicked = (): void => {
    // A finger calls up the controls first; a mouse sees them anyway.
    if (touched.current && state.playing && !awake) stir();
    else commands.toggle();
  };
  const started = state.time > 0 || state.playing;
  const shown = awake || !state.playing;
  return (
    <div
      ref={frame}
      role="region"
      aria-label="Player"
      className={cn(
        'group relative isolate mx-auto w-full overflow-hidden bg-black sm:rounded-lg',
        fullScreen ? 'grid h-dvh place-items-center rounded-none!' : 'max-h-[calc(100dvh-11rem)]',
        !shown && 'cursor-none',
      )}
      style={fullScreen ? undefined : { aspectRatio: `${width ?? 16} / ${height ?? 9}` }}
    >
      <div role="presentation" className="contents" onPointerMove={(event) => event.pointerType === 'mouse' && stir()} onFocus={stir}>
        <video
          ref={video}
          src={src}
          poster={poster ?? undefined}
          playsInline
          preload="metadata"
          tabIndex={-1}
          aria-label={title}
          onPointerDown={(event) => {
            touched.current = event.pointerType === 'touch';
          }}
          onClick={clicked}
          onDoubleClick={commands.fullScreen}
          className="picture size-full object-contain"
        />
        {state.failure ? <CannotPlay failure={state.failure} format={format} src={src} onRetry={() => video.current?.load()} /> : null}
        {left !== null && !state.failure && state.time < left + resumedSeconds ? (
          <Resumed at={left} onStartOver={startOver} onClose={() => setLeft(null)} />
        ) : null}
        {state.waiting && !state.failure ? (
          <div
            className="pointer-events-none absolute inset-0 grid animate-late place-items-center text-white"
            role="status"
            aria-label="Loading"
          >
            <LoaderCircle className="size-10 animate-spin" />
          </div>
        ) : null}
        {!started && !state.failure ? (
          <div className="pointer-events-none absolute inset-0 grid place-items-center">
            <span className="grid size-18 place-items-center rounded-full bg-black/60 text-white">
              <Play className="ml-1 size-8 fill-current" aria-hidden />
            </span>
          </div>
        ) : null}
        <div
          className={cn(
            'absolute inset-x-0 bottom-0 bg-linear-to-t from-black/85 via-black/55 to-transparent px-2 pt-8 pb-1.5 transition-opacity duration-200 focus-within:opacity-100',
            shown ? 'opacity-100' : 'pointer-events-none opacity-0',
            state.failure && 'hidden',
          )}
        >
          <SeekBar time={state.time} duration={state.duration} bufferedTo={state.bufferedTo} sprite={sprite} onSeek={commands.seek} />
          <Controls state={state} actions={commands} isFullScreen={fullScreen} mayPictureInPicture={mayPictureInPicture} />
        </div>
      </div>
      <ShortcutSheet open={helpOpen} onOpenChange={setHelpOpen} />
    </div>
  );
}

const reasons: Record<NonNullable<MediaState['failure']>, { title: string; text: (format: string | null) => string }> = {
  unsupported: {
    title: 'This browser cannot play the file',
    text: (format) =>
      `${format ? `It holds ${format}, which this browser does not know.` : 'Its format is not one that this browser knows.'} Another browser may, and any player app can open its address.`,
  },
  'no-picture': {
    title: 'This browser plays the sound but not the picture',
    text: (format) => `${format ? `The file holds ${format}.` : ''} Another browser may show it, and any player app can open its address.`,
  },
  network: {
    title: 'The film stopped arriving',
    text: () => 'The connection to Reelm broke off, or the file went away. Try again in a moment.',
  },
};

function CannotPlay({
  failure,
  format,
  src,
  onRetry,
}: {
  failure: NonNullable<MediaState['failure']>;
  format: string | null;
  src: string;
  onRetry: () => void;
}) {
  const { title, text } = reasons[failure];
  return (
    <div
      role="alert"
      className="absolute inset-0 z-10 grid place-content-center justify-items-center gap-2 overflow-y-auto bg-black/85 p-4 text-center text-white sm:gap-3 sm:p-6"
    >
      <CircleAlert className="size-8 text-white/70 max-sm:hidden" strokeWidth={1.5} aria-hidden />
      <p className="font-semibold">{title}</p>
      <p className="max-w-md text-sm text-pretty text-white/75">{text(format)}</p>
      <div className="flex gap-2">
        <Button size="small" onClick={onRetry}>
          Try again
        </Button>
        <a href={src} download className={buttonLook({ size: 'small' })}>
          <ExternalLink /> Download the file
        </a>
      </div>
    </div>
  );
}

function useFullScreen(frame: React.RefObject<HTMLElement | null>): boolean {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const changed = (): void => setFull(document.fullscreenElement !== null && document.fullscreenElement === frame.current);
    document.addEventListener('fullscreenchange', changed);
    return () => document.removeEventListener('fullscreenchange', changed);
  }, [frame]);
  return full;
}

function useAwake(playing: boolean): { awake: boolean; stir: () => void } {
  const [awake, setAwake] = useState(true);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const restSoon = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAwake(false), restMs);
  }, []);
  useEffect(() => {
    if (!playing) return undefined;
    restSoon();
    return () => {
      clearTimeout(timer.current);
      setAwake(true);
    };
  }, [playing, restSoon]);
  const stir = useCallback(() => {
    setAwake(true);
    restSoon();
  }, [restSoon]);
  return { awake, stir };
}

function useSound(video: React.RefObject<HTMLVideoElement | null>): void {
  useEffect(() => (video.current ? attachSound(video.current) : undefined), [video]);
}

/** Brings the volume back, and keeps it from now on; the answer ends that. */
function attachSound(element: HTMLVideoElement): () => void {
  const { volume, muted } = rememberedSound();
  element.volume = volume;
  element.muted = muted;
  const keep = (): void => rememberSound(element);
  element.addEventListener('volumechange', keep);
  return () => element.removeEventListener('volumechange', keep);
}

function useStart(video: React.RefObject<HTMLVideoElement | null>, startAt: number | null): void {
  const [at] = useState(startAt);
  useEffect(() => (video.current && at !== null ? startFrom(video.current, at) : undefined), [video, at]);
}

/** Takes the film to where it is to begin, as soon as it can; the answer gives that up. */
function startFrom(element: HTMLVideoElement, at: number): () => void {
  const start = (): void => {
    if (at < element.duration) element.currentTime = at;
  };
  if (element.readyState >= HTMLMediaElement.HAVE_METADATA) start();
  else element.addEventListener('loadedmetadata', start, { once: true });
  return () => element.removeEventListener('loadedmetadata', start);
}

const never = (): (() => void) => () => undefined;

/** Whether the browser can do something; on the server nobody knows, so no. */
const useSupport = (check: () => boolean): boolean => useSyncExternalStore(never, check, () => false);
