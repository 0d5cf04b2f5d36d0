'use client';

import { RotateCcw, X } from 'lucide-react';
import { formatTime } from '@/lib/format';

/** Says that the film goes on where it was left, with the way back to its beginning. */
export const Resumed = ({ at, onStartOver, onClose }: { at: number; onStartOver: () => void; onClose: () => void }) => (
  <div
    role="status"
    className="absolute top-3 left-3 z-10 flex items-center gap-1 rounded-lg bg-black/75 py-1 pr-1 pl-3 text-sm text-white shadow-lg"
  >
    <span className="mr-1 tabular-nums">Going on at {formatTime(at)}</span>
    <button
      type="button"
      onClick={onStartOver}
      className="flex h-9 items-center gap-2 rounded-md px-2.5 font-medium hover:bg-white/15 pointer-coarse:h-11"
    >
      <RotateCcw className="size-4" aria-hidden /> Start over
    </button>
    <button
      type="button"
      aria-label="Dismiss"
      onClick={onClose}
      className="grid size-9 place-items-center rounded-md hover:bg-white/15 pointer-coarse:size-11"
    >
      <X className="size-4" />
    </button>
  </div>
);
