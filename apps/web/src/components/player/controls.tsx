'use client';

import {
  Captions,
  Compass,
  Keyboard,
  Maximize,
  Minimize,
  Rotate3d,
  Pause,
  PictureInPicture2,
  Play,
  RectangleGoggles,
  Repeat,
  Scissors,
  Settings2,
  SkipBack,
  SkipForward,
  Volume1,
  Volume2,
  VolumeX,
} from 'lucide-react';
import { useState, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { formatTime } from '@/lib/format';
import type { Loop } from './loop';
import type { MediaState } from './media-state';
import { speeds, type Commands } from './use-player-commands';
import type { VrCommands } from './vr/use-vr';

interface ControlsProps {
  state: MediaState;
  commands: Commands;
  loop: Loop | null;
  /** Null where there is no part to cut out, or nobody may. */
  cutOut: (() => void) | null;
  /** Null where the film is flat. */
  vr: VrCommands | null;
  subtitles: { on: boolean; toggle: () => void } | null;
  isFullScreen: boolean;
  mayPictureInPicture: boolean;
  settingsOpen: boolean;
  settingsButton: Ref<HTMLButtonElement>;
}

/**
 * Everything on one bar; what a phone has its own keys for is left out there, and what it has no room for is in the settings. So are controls
 * that keep the arrows of a remote control to themselves.
 */
export function Controls(props: ControlsProps) {
  const { state, commands, loop, cutOut, vr, subtitles, isFullScreen, mayPictureInPicture, settingsOpen, settingsButton } = props;
  const Volume = state.muted || state.volume === 0 ? VolumeX : state.volume < 0.5 ? Volume1 : Volume2;
  return (
    <div className="flex items-center gap-1 text-white max-sm:gap-0">
      {commands.previous ? (
        <Control label="Previous video" onClick={commands.previous} className="max-sm:hidden">
          <SkipBack className="fill-current" />
        </Control>
      ) : null}
      <Control label={state.playing ? 'Pause' : 'Play'} onClick={commands.toggle}>
        {state.playing ? <Pause className="fill-current" /> : <Play className="fill-current" />}
      </Control>
      {commands.next ? (
        <Control label="Next video" onClick={commands.next}>
          <SkipForward className="fill-current" />
        </Control>
      ) : null}
      <Control label={state.muted ? 'Sound on' : 'Sound off'} onClick={commands.toggleMute}>
        <Volume />
      </Control>
      <input
        type="range"
        min={0}
        max={1}
        step={0.05}
        value={state.muted ? 0 : state.volume}
        aria-label="Volume"
        onChange={(event) => commands.setVolume(Number(event.target.value))}
        className="w-20 cursor-pointer max-sm:hidden [@media(hover:none)]:hidden"
      />
      <p className="px-1.5 text-[0.8125rem] whitespace-nowrap tabular-nums" data-testid="time">
        {formatTime(state.time)} <span className="text-white/70">/ {formatTime(state.duration)}</span>
      </p>
      {loop ? (
        <button
          type="button"
          onClick={() => commands.setLoop(null)}
          title="Repeat no more"
          className="flex h-8 min-w-0 items-center gap-1.5 rounded-md bg-white/15 px-2 text-xs whitespace-nowrap tabular-nums hover:bg-white/25 pointer-coarse:h-11"
        >
          <Repeat className="size-4 shrink-0" aria-hidden />
          <span className="max-sm:sr-only">
            {formatTime(loop.from)} – {loop.to === null ? '…' : formatTime(loop.to)}
          </span>
        </button>
      ) : null}
      {cutOut ? (
        <Control label="Cut out this part …" onClick={cutOut} className="max-sm:hidden">
          <Scissors />
        </Control>
      ) : null}
      <div className="flex-1" />
      <select
        aria-label="Speed"
        value={state.speed}
        onChange={(event) => commands.setSpeed(Number(event.target.value))}
        className="h-10 rounded-md bg-transparent px-1.5 text-[0.8125rem] font-medium hover:bg-white/15 max-sm:hidden [@media(hover:none)]:hidden"
      >
        {speeds.map((speed) => (
          <option key={speed} value={speed} className="bg-panel text-ink">
            {speed}×
          </option>
        ))}
      </select>
      {subtitles ? (
        <Control
          label={subtitles.on ? 'Subtitles off' : 'Subtitles on'}
          pressed={subtitles.on}
          onClick={subtitles.toggle}
          className="max-sm:hidden"
        >
          <Captions />
        </Control>
      ) : null}
      {vr ? (
        <>
          <LookAround look={vr.look} />
          <Control label="Look straight ahead" onClick={vr.reset}>
            <Compass />
          </Control>
          {vr.enterHeadset ? (
            <Control label="Watch in the headset" onClick={vr.enterHeadset}>
              <RectangleGoggles />
            </Control>
          ) : null}
        </>
      ) : null}
      <Control label="Player settings" expanded={settingsOpen} onClick={() => commands.open('settings')} ref={settingsButton}>
        <Settings2 />
      </Control>
      <Control label="Keyboard shortcuts" onClick={() => commands.open('help')} className="pointer-coarse:hidden max-sm:hidden">
        <Keyboard />
      </Control>
      {mayPictureInPicture ? (
        <Control label="Picture in picture" onClick={commands.pictureInPicture} className="max-sm:hidden">
          <PictureInPicture2 />
        </Control>
      ) : null}
      <Control label={isFullScreen ? 'Leave full screen' : 'Full screen'} onClick={commands.fullScreen}>
        {isFullScreen ? <Minimize /> : <Maximize />}
      </Control>
    </div>
  );
}

const turns: Readonly<Record<string, readonly [right: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** For those who have four arrows and no more: while it is pressed, they turn the view instead of leading to another control. */
function LookAround({ look }: Pick<VrCommands, 'look'>) {
  const [on, setOn] = useState(false);
  const key = (event: KeyboardEvent): void => {
    const turn = turns[event.key];
    if (!on || (!turn && event.key !== 'Escape')) return;
    event.preventDefault();
    event.stopPropagation();
    if (turn) look(...turn);
    else setOn(false);
  };
  return (
    <Control
      label="Look around with the arrow keys"
      pressed={on}
      onClick={() => setOn(!on)}
      onKeyDown={key}
      onBlur={() => setOn(false)}
      className="max-sm:hidden"
    >
      <Rotate3d />
    </Control>
  );
}

interface ControlProps {
  label: string;
  onClick: () => void;
  /** For a button that opens something. */
  expanded?: boolean;
  /** For one that is on or off. */
  pressed?: boolean;
  onKeyDown?: (event: KeyboardEvent) => void;
  onBlur?: () => void;
  className?: string;
  ref?: Ref<HTMLButtonElement>;
  children: ReactNode;
}

const Control = ({ label, onClick, expanded, pressed, onKeyDown, onBlur, className = '', ref, children }: ControlProps) => (
  <button
    ref={ref}
    type="button"
    aria-label={label}
    title={label}
    {...(expanded === undefined ? {} : { 'aria-haspopup': 'dialog', 'aria-expanded': expanded })}
    {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
    {...{ onClick, onKeyDown, onBlur }}
    className={`grid size-10 shrink-0 place-items-center rounded-md hover:bg-white/15 aria-expanded:bg-white/20 aria-pressed:bg-white/20 pointer-coarse:size-11 [&_svg]:size-5 ${className}`}
  >
    {children}
  </button>
);
