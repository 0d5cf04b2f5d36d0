'use client';

import dynamic from 'next/dynamic';
import { useCallback, useRef, useState, type ReactNode, type RefObject } from 'react';
import type { Trouble } from '../trouble';
import type { Gestures } from '../use-gestures';
import type { VrTrouble } from './stage';
import { useHeadset, useView, type ViewControl } from './use-view';
import { flatView, viewName, type Guess } from './view';
import type { VrHandle } from './vr-view';

// What draws in space is large, and most films are flat.
const VrView = dynamic(() => import('./vr-view').then((module) => module.VrView), { ssr: false });

/** What can be done while one looks around. */
export interface VrCommands extends Omit<VrHandle, 'enterHeadset'> {
  /** Null without a headset. */
  enterHeadset: (() => void) | null;
}

export interface Vr {
  control: ViewControl;
  /** Null while the film is flat. */
  commands: VrCommands | null;
  /** The VR view on or off; answers what is shown then. */
  toggle: () => string;
  /** Why it cannot be shown so. */
  advice: Trouble | null;
  /** What lies over the film. @param gestures what clicks and taps on it mean */
  over: (gestures: Gestures) => ReactNode;
}

const reasons: Record<VrTrouble, string> = {
  'no-webgl': 'The VR view needs WebGL, which this browser does not offer',
  'too-large': 'This picture is larger than this device can lay around you: choose a lower quality',
};

/** The film all around, where it was made for that, or somebody wants it so. @param url of what is played: another quality is another try */
export function useVr(video: RefObject<HTMLVideoElement | null>, id: string, guess: Guess, url: string | null): Vr {
  const control = useView(id, guess);
  const { view, choose } = control;
  const [around, setAround] = useState(view.projection === 'flat' ? guess.view : view);
  const handle = useRef<VrHandle>(null);
  const [trouble, setTrouble] = useState<{ what: VrTrouble; url: string | null } | null>(null);
  const onTrouble = useCallback((what: VrTrouble) => setTrouble({ what, url }), [url]);
  const wanted = view.projection !== 'flat';
  const failed = wanted && trouble !== null && (trouble.what === 'no-webgl' || trouble.url === url) ? trouble.what : null;
  const mayEnter = useHeadset(wanted);
  return {
    control,
    commands:
      wanted && failed === null
        ? {
            look: (right, up) => handle.current?.look(right, up),
            zoom: (factor) => handle.current?.zoom(factor),
            reset: () => handle.current?.reset(),
            enterHeadset: mayEnter ? () => handle.current?.enterHeadset() : null,
          }
        : null,
    toggle: () => {
      if (wanted) setAround(view);
      const next = wanted ? flatView : around;
      choose(next);
      return viewName(next);
    },
    advice:
      failed === null
        ? null
        : { title: '', text: reasons[failed], offer: { label: 'Show it flat', take: () => choose(flatView) }, retry: null },
    over: (gestures) => (wanted && failed === null ? <VrView ref={handle} {...{ video, view, gestures, onTrouble }} /> : null),
  };
}
