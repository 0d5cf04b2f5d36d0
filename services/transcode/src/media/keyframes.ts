/** Where the picture's keyframes lie, as far as a cheap look tells. */
export interface KeyframeDensity {
  /** Mean seconds from one keyframe to the next. */
  intervalSeconds: number;
}

const samplePoints = 5;
const packetsPerSample = 60;

/**
 * ffprobe questions that read a few short stretches of the picture's packets. Reading after a seek starts at the keyframe before the
 * wished time, so that both the way back to it and the keyframes that follow tell how dense they are. Costs about 0.1 s whatever the length.
 */
export const sampleQuestions = (streamIndex: number, durationSeconds: number): string[] => [
  '-select_streams',
  String(streamIndex),
  '-show_entries',
  'packet=pts_time,flags',
  '-read_intervals',
  samplePositions(durationSeconds)
    .map((position) => `${position.toFixed(3)}%+#${packetsPerSample}`)
    .join(','),
  '-of',
  'csv=p=0',
];

/** ffprobe questions for every packet of the picture: only for files whose header does not tell their duration. */
export const scanQuestions = (streamIndex: number): string[] => [
  '-select_streams',
  String(streamIndex),
  '-show_entries',
  'packet=pts_time,flags',
  '-of',
  'csv=p=0',
];

export function samplePositions(durationSeconds: number): number[] {
  // Spread unevenly (by the golden ratio): even spacing would meet the rhythm of the keyframes and always land on one.
  return Array.from({ length: samplePoints }, (_, index) => (durationSeconds * (index + ((0.37 + index * 0.618034) % 1))) / samplePoints);
}

export interface Packet {
  time: number;
  key: boolean;
}

/** One line of `csv=p=0` output: `12.345000,K__`. Null for packets without a time. */
export function parsePacket(line: string): Packet | null {
  const [time, flags] = line.split(',');
  const seconds = Number.parseFloat(time ?? '');
  return Number.isFinite(seconds) && flags !== undefined ? { time: seconds, key: flags.includes('K') } : null;
}

/**
 * Mean keyframe interval from sampled packets; null when they hold no keyframe at all.
 * Each stretch shows one gap in full or a lower bound of it, and, where it starts before its wished position, the half of a gap on average.
 */
export function estimateDensity(packets: readonly Packet[], durationSeconds: number): KeyframeDensity | null {
  const stretches = splitStretches(packets);
  if (!packets.some((packet) => packet.key)) return null;
  const counted = stretches.map((stretch) => ({
    start: stretch[0]?.time ?? 0,
    span: Math.max(...stretch.map((packet) => packet.time)) - (stretch[0]?.time ?? 0),
    gaps: stretch.slice(1).filter((packet) => packet.key).length,
  }));
  const gaps = sum(counted.map((stretch) => stretch.gaps));
  const span = sum(counted.map((stretch) => stretch.span));
  if (gaps >= counted.length) return { intervalSeconds: span / gaps };

  const wished = samplePositions(durationSeconds);
  const distances = wished.map(
    (position) => position - Math.max(0, ...counted.map(({ start }) => start).filter((start) => start <= position)),
  );
  const intervalSeconds = Math.max((2 * sum(distances)) / distances.length, span / Math.max(1, gaps + counted.length));
  return { intervalSeconds: Math.min(durationSeconds, intervalSeconds) };
}

/** Cuts where the next seek begins: at a keyframe after a jump, or at a step back in time. */
function splitStretches(packets: readonly Packet[]): Packet[][] {
  const stretches: Packet[][] = [];
  for (const packet of packets) {
    const stretch = stretches.at(-1);
    const last = stretch?.at(-1);
    const jumped = last !== undefined && packet.key && (Math.abs(packet.time - last.time) > 2 || packet.time < last.time);
    if (stretch === undefined || jumped || stretch.length === packetsPerSample) stretches.push([packet]);
    else stretch.push(packet);
  }
  return stretches;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
