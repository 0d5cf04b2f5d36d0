export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export type Direction = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';
export const isDirection = (key: string): key is Direction => /^Arrow(Left|Right|Up|Down)$/.test(key);

/** A way to the side counts this much more than the way ahead. */
const aside = 3;
/** Neighbours may overlap by this much and still be beside each other. */
const tolerance = 4;

/** Which of these boxes a press of an arrow leads to from `from`: what is straight ahead, however far, before what is not; -1 where there is none. */
export function nextBox(from: Box, boxes: readonly Box[], direction: Direction): number {
  let best = -1;
  let bestIsStraight = false;
  let least = Infinity;
  for (const [place, box] of boxes.entries()) {
    const ahead = aheadOf(from, box, direction);
    if (ahead === null) continue;
    const across =
      direction === 'ArrowLeft' || direction === 'ArrowRight'
        ? gap(from.top, from.bottom, box.top, box.bottom)
        : gap(from.left, from.right, box.left, box.right);
    const way = ahead + aside * across;
    const isStraight = across === 0;
    if (isStraight === bestIsStraight ? way < least : isStraight) {
      best = place;
      bestIsStraight = isStraight;
      least = way;
    }
  }
  return best;
}

/** How far ahead a box begins; null where it is not in this direction. */
function aheadOf(from: Box, box: Box, direction: Direction): number | null {
  const distance = {
    ArrowLeft: from.left - box.right,
    ArrowRight: box.left - from.right,
    ArrowUp: from.top - box.bottom,
    ArrowDown: box.top - from.bottom,
  }[direction];
  return distance >= -tolerance ? Math.max(0, distance) : null;
}

/** Distance between two ranges; 0 where they overlap. */
const gap = (from: number, to: number, otherFrom: number, otherTo: number): number => Math.max(0, otherFrom - to, from - otherTo);
