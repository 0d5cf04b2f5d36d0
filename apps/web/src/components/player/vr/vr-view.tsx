'use client';

import { useEffect, useImperativeHandle, useRef, useState, type Ref, type RefObject } from 'react';
import { cn } from '@/lib/cn';
import { useDrag } from '@/lib/use-drag';
import { useLatest } from '@/lib/use-latest';
import type { Gestures } from '../use-gestures';
import { ahead, dragTurn, keyStep, turnedBy, zoomedBy, type Gaze } from './gaze';
import { openStage, type Stage, type VrTrouble } from './stage';
import type { View } from './view';

/** What can be asked of a film that lies all around. */
export interface VrHandle {
  /** Looks so many steps to the right and up. */
  look: (right: number, up: number) => void;
  /** Sees less (below 1) or more. */
  zoom: (factor: number) => void;
  /** Straight ahead again, as far away as usual. */
  reset: () => void;
  enterHeadset: () => void;
}

interface VrViewProps {
  video: RefObject<HTMLVideoElement | null>;
  view: View;
  /** What clicks and taps mean; what moves, looks around. */
  gestures: Gestures;
  onTrouble: (what: VrTrouble) => void;
  className?: string;
  ref?: Ref<VrHandle>;
}

/** Over the film: what one sees of it from the middle of its sphere. */
export function VrView({ video, view, gestures, onTrouble, className, ref }: VrViewProps) {
  const room = useRef<HTMLDivElement>(null);
  const stage = useRef<Stage | null>(null);
  const gaze = useRef(ahead);
  const { projection, packing, swapped } = view;
  useEffect(() => {
    if (!room.current || !video.current) return undefined;
    const opened = openStage(room.current, video.current, { projection, packing, swapped }, gaze, onTrouble);
    if (!opened) return onTrouble('no-webgl');
    stage.current = opened;
    return () => {
      stage.current = null;
      opened.close();
    };
  }, [video, projection, packing, swapped, onTrouble]);
  const change = (next: Gaze): void => {
    gaze.current = next;
    stage.current?.refresh();
  };
  const zoom = (factor: number): void => change(zoomedBy(gaze.current, factor));
  useImperativeHandle(ref, () => ({
    look: (right, up) => {
      const step = keyStep * gaze.current.field;
      change(turnedBy(gaze.current, right * step, up * step, projection));
    },
    zoom,
    reset: () => change(ahead),
    enterHeadset: () => {
      // Refused, or put down at once: what is on the page stays.
      stage.current?.enterHeadset().catch(() => undefined);
    },
  }));
  const drag = useDrag(
    (dx, dy) => {
      const { width, height } = room.current?.getBoundingClientRect() ?? { width: 1, height: 1 };
      const { yaw, pitch } = dragTurn(dx, dy, gaze.current, width, height);
      change(turnedBy(gaze.current, yaw, pitch, projection));
    },
    (spread) => zoom(1 / spread),
  );
  useWheel(room, (turn) => zoom(Math.exp(turn / 1000)));
  return (
    <div
      ref={room}
      role="presentation"
      data-vr={`${projection} ${packing}${swapped ? ' swapped' : ''}`}
      // The blur of those who want to be discreet is for the picture, whichever way it is shown.
      className={cn('picture absolute inset-0 cursor-grab touch-none active:cursor-grabbing', className)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.down(event);
        gestures.onPointerDown(event);
      }}
      onPointerMove={drag.move}
      onPointerUp={(event) => {
        if (!drag.up(event)) gestures.onPointerUp(event);
      }}
      onPointerCancel={drag.up}
      onClick={(event) => {
        if (!drag.moved()) gestures.onClick(event);
      }}
      onDoubleClick={gestures.onDoubleClick}
    >
      <Words video={video} />
    </div>
  );
}

/** The wheel over the film is for the film, so the page must not move with it. */
function useWheel(room: RefObject<HTMLElement | null>, onTurn: (by: number) => void): void {
  const latest = useLatest(onTurn);
  useEffect(() => {
    const element = room.current;
    const turn = (event: WheelEvent): void => {
      event.preventDefault();
      latest.current(event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * 30);
    };
    element?.addEventListener('wheel', turn, { passive: false });
    return () => element?.removeEventListener('wheel', turn);
  }, [room, latest]);
}

const listEvents = ['addtrack', 'removetrack', 'change'] as const;

/** Subtitles, which the browser shows on the flat film alone. */
function Words({ video }: { video: RefObject<HTMLVideoElement | null> }) {
  const [cues, setCues] = useState<readonly VTTCue[]>([]);
  useEffect(() => {
    const list = video.current?.textTracks;
    if (!list) return undefined;
    const read = (): void =>
      setCues(
        [...list]
          .filter(({ mode }) => mode === 'showing')
          .flatMap(({ activeCues }) => [...(activeCues ?? [])])
          .filter((cue) => cue instanceof VTTCue),
      );
    const follow = (): void => {
      // The same listener twice is one.
      for (const track of list) track.addEventListener('cuechange', read);
      read();
    };
    for (const event of listEvents) list.addEventListener(event, follow);
    follow();
    return () => {
      for (const event of listEvents) list.removeEventListener(event, follow);
      for (const track of list) track.removeEventListener('cuechange', read);
    };
  }, [video]);
  return (
    <div className="pointer-events-none absolute inset-x-4 bottom-16 z-1 grid justify-items-center gap-1 text-center text-[clamp(0.875rem,2.2vw,1.75rem)] text-white">
      {cues.map((cue) => (
        <p
          key={`${cue.startTime} ${cue.text}`}
          ref={(line) => line?.replaceChildren(cue.getCueAsHTML())}
          className="max-w-full rounded bg-black/75 px-2 py-0.5 whitespace-pre-line"
        />
      ))}
    </div>
  );
}
