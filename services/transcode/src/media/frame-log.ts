/** What the filter graph said of one frame. */
export interface LoggedFrame {
  /** `sprite`, `cover`, `frames`, or the number of a cell. */
  sheet: string;
  /** Presentation time, relative to where reading began. */
  seconds: number;
  statistics: PictureStatistics | null;
}

/** Brightness of a picture, 0 to 255: mean, and the tenth and ninetieth percentile. */
export interface PictureStatistics {
  mean: number;
  low: number;
  high: number;
}

/** Reads what `metadata=print` wrote with time stamps in milliseconds; frames without a time stamp are left out. */
export function parseFrameLog(text: string): LoggedFrame[] {
  const frames: LoggedFrame[] = [];
  // Only the first block may lack a leading newline, so every block starts with `frame:`.
  for (const block of text.split(/^frame:/m).slice(1)) {
    const time = /pts:(-?\d+)/.exec(block)?.[1];
    const sheet = /^sheet=(\w+)$/m.exec(block)?.[1];
    if (time === undefined || sheet === undefined) continue;
    frames.push({ sheet, seconds: Number(time) / 1_000, statistics: statisticsOf(block) });
  }
  return frames;
}

function statisticsOf(block: string): PictureStatistics | null {
  const value = (name: string) => Number(new RegExp(`^lavfi\\.signalstats\\.${name}=([\\d.]+)$`, 'm').exec(block)?.[1] ?? Number.NaN);
  const statistics = { mean: value('YAVG'), low: value('YLOW'), high: value('YHIGH') };
  return Object.values(statistics).every(Number.isFinite) ? statistics : null;
}
