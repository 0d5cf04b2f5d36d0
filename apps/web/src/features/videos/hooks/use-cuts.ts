'use client';

import type { TimeRange } from '@reelm/contracts';
import { useState } from 'react';
import { cutOut, wholeFilm, type Piece } from '../cut-model';

/** The cuts of the editor, each of which can be taken back. */
export interface Cuts {
  pieces: readonly Piece[];
  change: (pieces: readonly Piece[]) => void;
  /** Null where there is nothing to take back. */
  undo: (() => void) | null;
}

/** The editor of a film with its cuts; null while it is closed. */
export function useCuts(duration: number): {
  cuts: Cuts | null;
  open: () => void;
  cutOut: (range: TimeRange) => void;
  close: () => void;
} {
  const [steps, setSteps] = useState<readonly (readonly Piece[])[]>([]);
  const pieces = steps.at(-1);
  return {
    cuts: pieces
      ? {
          pieces,
          change: (next) => setSteps([...steps, next]),
          undo: steps.length > 1 ? () => setSteps(steps.slice(0, -1)) : null,
        }
      : null,
    open: () => setSteps((now) => (now.length > 0 ? now : [wholeFilm(duration)])),
    cutOut: (range) =>
      setSteps((now) => {
        const before = now.length > 0 ? now : [wholeFilm(duration)];
        return [...before, cutOut(before.at(-1) ?? [], range)];
      }),
    close: () => setSteps([]),
  };
}
