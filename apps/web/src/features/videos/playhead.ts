/** What the page can ask of the player; times in seconds of the film. */
export interface Playhead {
  time: () => number;
  seek: (seconds: number) => void;
  /** Calls back whenever the film is at another place; the answer ends that. */
  follow: (moved: () => void) => () => void;
}
