/** Seconds of the wall clock since a reading of `performance.now()`, to the millisecond. */
export const secondsSince = (began: number): number => Math.round(performance.now() - began) / 1_000;
