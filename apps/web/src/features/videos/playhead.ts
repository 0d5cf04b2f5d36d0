import type { Loop } from '@/components/player/loop';

/** What the page can ask of the player; times in seconds of the film. */
export interface Playhead {
  time: () => number;
  seek: (seconds: number) => void;
  /** The stretch that is repeated. */
  loop: () => Loop | null;
  setLoop: (loop: Loop) => void;
  /** Calls back whenever the film is at another place, or another stretch is repeated; the answer ends that. */
  follow: (moved: () => void) => () => void;
}
