'use client';

import { Keyboard, Maximize, Minimize, Pause, PictureInPicture2, Play, Volume1, Volume2, VolumeX } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatTime } from '@/lib/format';
import type { MediaState } from './media-state';

export const speeds = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 3] as const;

export interface PlayerActions {
  toggle: () => void;
  toggleMute: () => void;
  setVolume: (volume: number) => void;
  setSpeed: (speed: number) => void;
  pictureInPicture: () => void;
  fullScreen: () => void;
  help: () => void;
}

interface ControlsProps {
  state: MediaState;
  actions: PlayerActions;
  isFullScreen: boolean;
  mayPictureInPicture: boolean;
}

/** Everything on one bar; what a phone has its own keys for is left out there. */
export function Controls({ state, actions, isFullScreen, mayPictureInPicture }: ControlsProps) {
  const Volume = state.muted || state.volume === 0 ? VolumeX : state.volume < 0.5 ? Volume1 : Volume2;
  return (
    <div className="flex items-center gap-1 text-white">
      <Control label={state.playing ? 'Pause' : 'Play'} onClick={actions.toggle}>
        {state.playing ? <Pause className="fill-current" /> : <Play className="fill-current" />}
      </Control>
      <Control label={state.muted ? 'Sound on' : 'Sound off'} onClick={actions.toggleMute}>
        <Volume />
      </Control>
      <input
        type="range"
        min={0}
        max={1}
        step={0.05}
        value={state.muted ? 0 : state.volume}
        aria-label="Volume"
        onChange={(event) => actions.setVolume(Number(event.target.value))}
        className="w-20 cursor-pointer max-sm:hidden"
      />
      <p className="px-1.5 text-[0.8125rem] whitespace-nowrap tabular-nums" data-testid="time">
        {formatTime(state.time)} <span className="text-white/70">/ {formatTime(state.duration)}</span>
      </p>
      <div className="flex-1" />
      <select
        aria-label="Speed"
        value={state.speed}
        onChange={(event) => actions.setSpeed(Number(event.target.value))}
        className="h-10 rounded-md bg-transparent px-1.5 text-[0.8125rem] font-medium hover:bg-white/15 pointer-coarse:h-11"
      >
        {speeds.map((speed) => (
          <option key={speed} value={speed} className="bg-panel text-ink">
            {speed}×
          </option>
        ))}
      </select>
      <Control label="Keyboard shortcuts" onClick={actions.help} className="pointer-coarse:hidden max-sm:hidden">
        <Keyboard />
      </Control>
      {mayPictureInPicture ? (
        <Control label="Picture in picture" onClick={actions.pictureInPicture} className="max-sm:hidden">
          <PictureInPicture2 />
        </Control>
      ) : null}
      <Control label={isFullScreen ? 'Leave full screen' : 'Full screen'} onClick={actions.fullScreen}>
        {isFullScreen ? <Minimize /> : <Maximize />}
      </Control>
    </div>
  );
}

const Control = ({
  label,
  onClick,
  className = '',
  children,
}: {
  label: string;
  onClick: () => void;
  className?: string;
  children: ReactNode;
}) => (
  <button
    type="button"
    aria-label={label}
    title={label}
    onClick={onClick}
    className={`grid size-10 shrink-0 place-items-center rounded-md hover:bg-white/15 pointer-coarse:size-11 [&_svg]:size-5 ${className}`}
  >
    {children}
  </button>
);
