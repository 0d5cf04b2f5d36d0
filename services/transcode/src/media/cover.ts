import type { PictureStatistics } from './frame-log.js';

export interface CoverCandidate {
  seconds: number;
  /** Size as JPEG at a fixed quality. */
  bytes: number;
  statistics: PictureStatistics | null;
}

const darkest = 20;
const brightest = 240;
/** Least distance of dark and bright parts; titles and fades lie below. */
const leastContrast = 24;

const shows = ({ statistics }: CoverCandidate): boolean =>
  statistics === null || (statistics.mean >= darkest && statistics.mean <= brightest && statistics.high - statistics.low >= leastContrast);

/**
 * The candidate that shows most: neither (nearly) black, white nor flat where any such is there, and among those the one with the
 * most detail, which the size of a JPEG measures well and for free. The earlier one wins a tie.
 */
export function chooseCover<C extends CoverCandidate>(candidates: readonly C[]): C | undefined {
  const good = candidates.filter(shows);
  return (good.length > 0 ? good : candidates).toSorted((a, b) => b.bytes - a.bytes || a.seconds - b.seconds)[0];
}
