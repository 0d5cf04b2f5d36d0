/** Numbers that look random and are always the same for the same seed: small, fast, and good enough to draw from (splitmix32). */
export class Random {
  private state: number;

  /** `place` makes independent series of one seed: what is drawn for one row does not depend on the rows before it. */
  constructor(seed: number, place: number) {
    this.state = Math.imul(seed, 0x9e3779b1) ^ Math.imul(place + 1, 0x85ebca6b);
    this.next();
  }

  /** At least 0 and less than 1. */
  next(): number {
    this.state = (this.state + 0x9e3779b9) | 0;
    let mixed = this.state ^ (this.state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296;
  }

  chance(part: number): boolean {
    return this.next() < part;
  }

  /** A whole number below `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  /** A whole number from `first` to `last`, both included. */
  from(first: number, last: number): number {
    return first + this.below(last - first + 1);
  }

  pick<const L extends readonly [unknown, ...unknown[]]>(list: L): L[number] {
    return list[this.below(list.length)] ?? list[0];
  }

  /**
   * A rank below `count` of which the first are common and the last rare, as words and tags are (Zipf's law). The share of rank r is about
   * 1 / (r + flatness), so the larger `flatness`, the less the first stand out.
   */
  zipf(count: number, flatness: number): number {
    return Math.min(count - 1, Math.floor(flatness * ((count + flatness) / flatness) ** this.next() - flatness));
  }

  /** Up to `most` different ranks. */
  ranks(most: number, count: number, flatness: number): number[] {
    const ranks = new Set<number>();
    for (let draw = 0; draw < most; draw += 1) ranks.add(this.zipf(count, flatness));
    return [...ranks];
  }
}
