'use client';

import type { SheetLayout } from '@reelm/contracts';
import { LoaderCircle, Play } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useCallback, useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import { cn } from '@/lib/cn';
import { CannotPlay } from './cannot-play';
import { Controls } from './controls';
import type { Failure } from './hls';
import type { Loop } from './loop';
import type { Mark } from './marks';
import { useMediaState } from './media-state';
import { lengthOf, seekTo, timeOf, type Range } from './range';
import { Resumed } from './resumed';
import type { Choice } from './settings';
import { Screen } from './screen';
import { SeekBar } from './seek-bar';
import { Subtitles, useSubtitling, type SubtitleText } from './subtitles';
import { Advice, TroubleScreen, type Trouble } from './trouble';
import { useEnd, useSound } from './use-film';
import { useGestures } from './use-gestures';
import { useLoop } from './use-loop';
import { useMediaSession } from './use-media-session';
import { useSource, type Source } from './use-source';
import { usePicture } from './use-picture';
import { usePlayerCommands } from './use-player-commands';
import { useAwake, useFullScreen, useNotice, useSupport } from './use-shown';
import { useSitting, type OnProgress } from './use-sitting';
import { useVr } from './vr/use-vr';
import { guessView, type Guess } from './vr/view';

// What opens on demand comes with the first wish for it.
const ShortcutSheet = dynamic(() => import('@/components/shortcut-sheet').then((module) => module.ShortcutSheet), { ssr: false });
const Settings = dynamic(() => import('./settings').then((module) => module.Settings), { ssr: false });

/** What the page around the player can ask of it; times in seconds of the film. */
export interface PlayerHandle {
  time: () => number;
  duration: () => number;
  seek: (seconds: number) => void;
  loop: () => Loop | null;
  setLoop: (loop: Loop) => void;
  /** Calls back whenever the film is at another place, or another stretch is repeated; the answer ends that. */
  follow: (moved: () => void) => () => void;
}

export interface PlayerProps {
  /** Of the video: what this browser keeps for it goes by it. */
  id: string;
  /** What is played; null while that is not known, or cannot be had. */
  source: Source | null;
  /** Address of the file, for other programs. */
  fileUrl: string;
  /** Why nothing can be played, and what would be better. */
  trouble?: Trouble | null;
  advice?: Trouble | null;
  /** Told when this source cannot be played, or stopped arriving. */
  onTrouble?: (what: Failure) => void;
  /** Whether another source is then given. */
  hasOtherWay?: boolean;
  /** Told when somebody opens the settings. */
  onAsked?: () => void;
  subtitles?: readonly SubtitleText[] | undefined;
  /** What else can be chosen there, as quality and sound. */
  choices?: readonly Choice[];
  about?: string | null;
  title: string;
  /** Who appears in it, for the lock screen. */
  artist?: string;
  poster: string | null;
  sprite: { url: string; layout: SheetLayout } | null;
  /** Shape of the picture, so that nothing moves when it arrives. */
  width: number | null;
  height: number | null;
  /** Pictures per second, for single steps. */
  frameRate: number | null;
  /** How it is looked at, as far as that can be told; left out for what is surely flat. */
  guess?: Guess;
  /** What the file is, for the message when the browser cannot play it: `hevc and ac3 in matroska`. */
  format: string | null;
  /** How long the film is, where that is known before it is loaded; seconds. */
  duration?: number | null;
  marks?: readonly Mark[];
  /** Where scenes begin, seconds: ticks on the bar. */
  scenes?: readonly number[];
  /** Where to begin, in seconds. */
  startAt?: number | null;
  /** Whether that is where it was left; then one can start over. */
  resuming?: boolean;
  /** Where to end, for a clip of a longer film. */
  stopAt?: number | null;
  /** Whether it plays by itself, as the next of several does. */
  autoPlay?: boolean;
  next?: (() => void) | null;
  previous?: (() => void) | null;
  onEnd?: () => void;
  onProgress?: OnProgress;
  /** What to do with a repeated part that somebody wants to cut out; seconds of the film. */
  onCutOut?: ((range: { startSeconds: number; endSeconds: number }) => void) | undefined;
  ref?: Ref<PlayerHandle>;
}

/** How long one is told that the film goes on where it was left, seconds of film. */
const resumedSeconds = 12;
const noMarks: readonly Mark[] = [];
const noScenes: readonly number[] = [];
const noChoices: readonly Choice[] = [];
const noSubtitles: readonly SubtitleText[] = [];
const noGuess = guessView({ spherical: null, names: [], tags: [], width: null, height: null });
const nothing = (): void => undefined;

/** The one player of Reelm: the browser's own video element under our controls. */
export function Player(props: PlayerProps) {
  const { id, source, fileUrl, title, artist, poster, sprite, width, height, frameRate, format, onProgress, ref } = props;
  const {
    trouble = null,
    advice = null,
    onTrouble = nothing,
    hasOtherWay = false,
    onAsked = nothing,
    subtitles = noSubtitles,
    choices: given = noChoices,
    about = null,
  } = props;
  const { duration = null, marks = noMarks, scenes = noScenes, startAt = null, stopAt = null, autoPlay = false, resuming = false } = props;
  const { guess = noGuess, next = null, previous = null, onEnd = nothing, onCutOut } = props;
  const video = useRef<HTMLVideoElement>(null);
  const settingsButton = useRef<HTMLButtonElement>(null);
  const range = source?.range ?? null;
  const state = useMediaState(video, range, duration);
  const [open, setOpen] = useState<'help' | 'settings' | 'marks' | null>(null);
  const [loop, setLoop] = useState<Loop | null>(null);
  const [swiped, setSwiped] = useState<{ from: number; by: number } | null>(null);
  const picture = usePicture(id);
  const vr = useVr(video, id, guess, source?.url ?? null);
  const fullScreen = useFullScreen();
  const { awake, stir } = useAwake(state.playing);
  const { notice, say } = useNotice();
  const tell = useCallback(
    (what?: string) => {
      stir();
      if (what !== undefined) say(what);
    },
    [stir, say],
  );
  const subtitling = useSubtitling(subtitles);
  const choices = subtitling ? [...given, subtitling.choice] : given;
  const commands = usePlayerCommands({
    video,
    range,
    frameRate,
    picture,
    vr,
    marks,
    loop,
    setLoop,
    tell,
    next,
    previous,
    open: (page) => {
      if (page !== 'help') onAsked();
      setOpen((now) => (now === page ? null : page));
    },
    cycleAudio: cycleOf(choices, 'Sound'),
    cycleSubtitles: subtitling?.toggle ?? null,
  });
  useSound(video);
  useSitting(video, range, onProgress);
  const stopped = useCallback((what: Failure) => onTrouble(hasOtherWay ? what : 'lost'), [onTrouble, hasOtherWay]);
  useSource(video, source, startAt, autoPlay, stopped);
  const unplayable = state.failure !== null && state.failure !== 'network' && hasOtherWay;
  useEffect(() => {
    if (unplayable) onTrouble('unplayable');
  }, [unplayable, onTrouble]);
  useEnd(video, range, stopAt, onEnd);
  useLoop(video, range, loop);
  useMediaSession({ title, artist, poster }, commands, state);
  useImperativeHandle(ref, () => ({ ...handleOf(video, range), loop: () => loop, setLoop }), [range, loop]);
  useEffect(() => {
    video.current?.dispatchEvent(new Event(loopChange));
  }, [loop]);
  // Known from the start on: while it plays, the place to go on moves.
  const [left, setLeft] = useState(resuming ? startAt : null);
  const startOver = (): void => {
    commands.seek(0);
    setLeft(null);
  };
  const mayPictureInPicture = useSupport(() => document.pictureInPictureEnabled);
  const gestures = useGestures({
    // A finger calls up the controls first; a mouse sees them anyway.
    click: (by) => (by === 'touch' && state.playing && !awake ? stir() : commands.toggle()),
    doubleClick: commands.fullScreen,
    doubleTap: (zone) => (zone === 'middle' ? commands.fullScreen() : commands.skip(zone === 'back' ? -1 : 1)),
    swipeSeek: (seconds, done) => {
      const from = swiped?.from ?? state.time;
      if (done && seconds !== 0) commands.seek(from + seconds);
      setSwiped(done ? null : { from, by: seconds });
    },
    swipe: (direction) => (direction === 'up') !== fullScreen && commands.fullScreen(),
    duration: () => state.duration,
  });
  const part = loop?.to == null ? null : { startSeconds: loop.from, endSeconds: loop.to };
  const cutOut =
    onCutOut && part
      ? (): void => {
          if (fullScreen) commands.fullScreen();
          setOpen(null);
          onCutOut(part);
        }
      : null;
  const failed = trouble !== null || (state.failure !== null && !unplayable);
  const started = state.time > 0 || state.playing;
  const shown = awake || !state.playing || open !== null || swiped !== null;
  const target = swiped && Math.max(0, Math.min(state.duration, swiped.from + swiped.by));
  return (
    <div
      role="region"
      aria-label="Player"
      data-player
      className={cn(
        // On a film the colours of the dark theme are seen, whatever the theme of the page.
        'group isolate overflow-hidden bg-black [--accent:oklch(0.8_0.115_188)]',
        fullScreen
          ? 'fixed inset-0 z-45'
          : 'relative mx-auto max-h-[calc(100dvh-11rem)] w-full in-data-beside-editor:max-h-[40dvh] sm:rounded-lg',
        !shown && 'cursor-none',
      )}
      style={fullScreen ? undefined : { aspectRatio: vr.commands ? '16 / 9' : `${width ?? 16} / ${height ?? 9}` }}
    >
      <div role="presentation" className="contents" onPointerMove={(event) => event.pointerType === 'mouse' && stir()} onFocus={stir}>
        <Screen
          ref={video}
          poster={poster ?? undefined}
          preload="metadata"
          aria-label={title}
          picture={picture.picture}
          className={fullScreen ? 'touch-none' : 'touch-pan-y'}
          over={vr.over(gestures)}
          {...gestures}
        >
          {subtitling?.shown ? (
            <Subtitles key={`${subtitling.shown.id} ${range?.startSeconds}`} text={subtitling.shown} offset={range?.startSeconds ?? 0} />
          ) : null}
        </Screen>
        {trouble ? (
          <TroubleScreen {...trouble} />
        ) : state.failure && !unplayable ? (
          <CannotPlay failure={state.failure} format={format} src={fileUrl} onRetry={() => video.current?.load()} />
        ) : vr.advice ? (
          <Advice {...vr.advice} />
        ) : advice ? (
          <Advice {...advice} />
        ) : null}
        {left !== null && !failed && state.time < left + resumedSeconds ? (
          <Resumed at={left} onStartOver={startOver} onClose={() => setLeft(null)} />
        ) : null}
        <p role="status" className="pointer-events-none absolute inset-x-0 top-4 z-10 grid justify-items-center">
          {notice === null ? null : (
            <span className="max-w-[80%] truncate rounded-md bg-black/75 px-3 py-1.5 text-sm font-medium text-white tabular-nums">
              {notice}
            </span>
          )}
        </p>
        {(state.waiting || unplayable || (autoPlay && !source)) && !failed ? (
          <div
            className="pointer-events-none absolute inset-0 grid animate-late place-items-center text-white"
            role="status"
            aria-label="Loading"
          >
            <LoaderCircle className="size-10 animate-spin" />
          </div>
        ) : null}
        {!started && !failed ? (
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
            failed && 'hidden',
          )}
        >
          <SeekBar
            time={state.time}
            duration={state.duration}
            bufferedTo={state.bufferedTo}
            sprite={sprite}
            marks={marks}
            scenes={scenes}
            loop={loop}
            pointedAt={target}
            onSeek={commands.seek}
            onToggle={commands.toggle}
          />
          <Controls
            state={state}
            commands={commands}
            loop={loop}
            cutOut={cutOut}
            vr={vr.commands}
            subtitles={subtitling ? { on: subtitling.shown !== null, toggle: () => void subtitling.toggle() } : null}
            isFullScreen={fullScreen}
            mayPictureInPicture={mayPictureInPicture}
            settingsOpen={open === 'settings' || open === 'marks'}
            settingsButton={settingsButton}
          />
        </div>
      </div>
      {open === 'settings' || open === 'marks' ? (
        <Settings
          anchor={settingsButton}
          first={open}
          onClose={() => setOpen(null)}
          {...{ state, commands, picture, marks, loop, cutOut, choices, about }}
          view={vr.control}
        />
      ) : null}
      {open === 'help' ? <ShortcutSheet open onOpenChange={() => setOpen(null)} /> : null}
    </div>
  );
}

/** The next of a choice, for its key; null where there is nothing to choose. */
function cycleOf(choices: readonly Choice[], label: string): (() => string | null) | null {
  const choice = choices.find((one) => one.label === label);
  if (!choice) return null;
  return () => {
    const { options, chosen, choose } = choice;
    const next = options[(options.findIndex(({ id }) => id === chosen) + 1) % options.length];
    if (next) choose(next.id);
    return next?.label ?? null;
  };
}

/** Whoever follows the film is told in one way, whatever changes. */
const loopChange = 'loopchange';

const handleOf = (video: React.RefObject<HTMLVideoElement | null>, range: Range): Omit<PlayerHandle, 'loop' | 'setLoop'> => ({
  time: () => (video.current ? timeOf(video.current, range) : 0),
  duration: () => (video.current ? lengthOf(video.current, range) : 0),
  seek: (seconds) => {
    if (video.current) seekTo(video.current, range, seconds);
  },
  follow: (moved) => {
    const element = video.current;
    const events = ['timeupdate', 'seeking', 'durationchange', loopChange];
    for (const event of events) element?.addEventListener(event, moved);
    return () => {
      for (const event of events) element?.removeEventListener(event, moved);
    };
  },
});
