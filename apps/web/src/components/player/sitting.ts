/** How far somebody is in a film. */
export interface Progress {
  /** The same as long as they stay with it; played to the end and begun again is another. */
  sittingId: string;
  positionSeconds: number;
  /** Seconds really played in this sitting, without what was skipped. */
  playedSeconds: number;
}

/** A report is due after this many seconds of playing. */
const everySeconds = 10;
/** A step between two looks at the clock that is longer is a jump; at three times the speed and four looks a second a step is below one second. */
const longestStep = 2.5;

/** Counts what is really played. Feed it the clock of the film; it says when a report is due. */
export class Sitting {
  private id: string;
  private position = 0;
  private played = 0;
  private reported = 0;
  private last: number | null = null;

  constructor(private readonly newId: () => string) {
    this.id = newId();
  }

  /** The film is at this second and runs. @returns what to report, when it is time again */
  tick(seconds: number): Progress | null {
    const step = this.last === null ? 0 : seconds - this.last;
    if (step > 0 && step <= longestStep) this.played += step;
    this.last = seconds;
    this.position = seconds;
    return this.played - this.reported >= everySeconds ? this.report() : null;
  }

  /** The film stands, or jumps to another place. */
  move(seconds: number): void {
    this.last = null;
    this.position = seconds;
  }

  /** What to report when one pauses or leaves; nothing where nothing was played since. */
  leave(): Progress | null {
    return this.played > this.reported ? this.report() : null;
  }

  /** The end: what follows is another sitting. */
  end(seconds: number): Progress | null {
    this.position = seconds;
    const last = this.leave();
    this.id = this.newId();
    this.played = 0;
    this.reported = 0;
    this.last = null;
    return last;
  }

  private report(): Progress {
    this.reported = this.played;
    return { sittingId: this.id, positionSeconds: this.position, playedSeconds: this.played };
  }
}
