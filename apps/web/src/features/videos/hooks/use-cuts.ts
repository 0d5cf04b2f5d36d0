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

/** The editor of a film with its cuts; `cuts` is null while it is closed. They are kept until they are done. */
export function useCuts(duration: number): {
  cuts: Cuts | null;
  open: () => void;
  cutOut: (range: TimeRange) => void;
  close: () => void;
  done: () => void;
} {
  const [isOpen, setOpen] = useState(false);
  const [steps, setSteps] = useState<readonly (readonly Piece[])[]>([]);
  const uncut = wholeFilm(duration);
  const pieces = steps.at(-1) ?? uncut;
  return {
    cuts: isOpen
      ? {
          pieces,
          change: (next) => setSteps([...steps, next]),
          undo: steps.length > 0 ? () => setSteps(steps.slice(0, -1)) : null,
        }
      : null,
    open: () => setOpen(true),
    cutOut: (range) => {
      setSteps((now) => [...now, cutOut(now.at(-1) ?? uncut, range)]);
      setOpen(true);
    },
    close: () => setOpen(false),
    done: () => {
      setSteps([]);
      setOpen(false);
    },
  };
}
