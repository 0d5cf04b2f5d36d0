'use client';

import { useCallback, useEffect, useMemo, useState } from 'react';
import { rememberedView, rememberView } from '../memory';
import { flatView, isSameView, type Guess, type View } from './view';

export interface ViewControl {
  view: View;
  /** What it would be if nobody had chosen. */
  usual: View;
  /** What the VR view begins with where the film is usually flat. */
  guess: Guess;
  choose: (view: View) => void;
}

/** How a video is looked at, as this browser keeps it. */
export function useView(video: string, guess: Guess): ViewControl {
  const [chosen, setChosen] = useState(() => rememberedView(video));
  const usual = guess.sure ? guess.view : flatView;
  const choose = useCallback(
    (view: View) => {
      // As it would be anyway: nothing to keep.
      const kept = isSameView(view, usual) ? null : view;
      rememberView(video, kept);
      setChosen(kept);
    },
    [video, usual],
  );
  return useMemo(() => ({ view: chosen ?? usual, usual, guess, choose }), [chosen, usual, guess, choose]);
}

/** Whether a headset can show films that lie all around. Browsers tell that on safe connections only. */
export function useHeadset(wanted: boolean): boolean {
  const [there, setThere] = useState(false);
  useEffect(() => {
    if (!wanted) return;
    navigator.xr?.isSessionSupported('immersive-vr').then(setThere, () => setThere(false));
  }, [wanted]);
  return wanted && there;
}
