/** A second tap within this time makes one double tap, milliseconds. */
export const doubleTapMs = 280;
/** A finger that moved less than this has tapped, CSS pixels. */
const slack = 12;
/** A swipe over the whole width moves by so many seconds; a short film is swiped through in one go. */
const widthSeconds = 120;

export type Zone = 'back' | 'middle' | 'forward';

/** Which third of the picture a tap falls on. */
export const zoneOf = (x: number, width: number): Zone => (x < width / 3 ? 'back' : x > (width * 2) / 3 ? 'forward' : 'middle');

export type Swipe = { kind: 'none' } | { kind: 'seek'; seconds: number } | { kind: 'up' } | { kind: 'down' };

/** What a finger means that moved so far from where it came down. */
export function swipeOf(dx: number, dy: number, width: number, duration: number): Swipe {
  if (Math.hypot(dx, dy) < slack) return { kind: 'none' };
  if (Math.abs(dx) > Math.abs(dy)) return { kind: 'seek', seconds: (dx / width) * Math.min(widthSeconds, duration) };
  return Math.abs(dy) < 4 * slack ? { kind: 'none' } : { kind: dy < 0 ? 'up' : 'down' };
}
