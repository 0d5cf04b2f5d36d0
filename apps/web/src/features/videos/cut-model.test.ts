import { expect, it } from 'vitest';
import { cutAt, cutAtAll, cutOut, isCut, keep, keptParts, moveCut, swapped, wholeFilm, withoutCut } from './cut-model';

const cuts = (pieces: readonly { startSeconds: number; endSeconds: number }[]) =>
  pieces.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds]);
const three = cutAt(cutAt(wholeFilm(60), 20), 40);

it('a film is cut where it is shown, and nowhere twice', () => {
  expect(isCut(wholeFilm(60))).toBe(false);
  expect(cuts(three)).toEqual([
    [0, 20],
    [20, 40],
    [40, 60],
  ]);
  expect(cutAt(three, 20.05)).toEqual(three);
  expect(cutAt(three, 59.9)).toEqual(three);
  expect(cutAt(three, 70)).toEqual(three);
});

it('a film is cut at many places at once', () => {
  expect(cuts(cutAtAll(wholeFilm(60), [40, 20, 0, 20.1, 60]))).toEqual(cuts(three));
});

it('a range that is cut out is kept alone, or joins the cuts that are there', () => {
  expect(keptParts(cutOut(wholeFilm(60), { startSeconds: 12, endSeconds: 18 }))).toEqual([{ startSeconds: 12, endSeconds: 18 }]);
  expect(keptParts(cutOut(wholeFilm(60), { startSeconds: 0, endSeconds: 18 }))).toEqual([{ startSeconds: 0, endSeconds: 18 }]);
  expect(keptParts(swapped(cutOut(wholeFilm(60), { startSeconds: 12, endSeconds: 18 })))).toEqual([
    { startSeconds: 0, endSeconds: 12 },
    { startSeconds: 18, endSeconds: 60 },
  ]);
  const more = cutOut(keep(three, 2, false), { startSeconds: 5, endSeconds: 30 });
  expect(more.map(({ startSeconds, kept }) => [startSeconds, kept])).toEqual([
    [0, true],
    [5, true],
    [20, true],
    [30, true],
    [40, false],
  ]);
});

it('a cut is moved between those beside it, and taken away', () => {
  expect(cuts(moveCut(three, 1, 25.5))).toEqual([
    [0, 25.5],
    [25.5, 40],
    [40, 60],
  ]);
  expect(cuts(moveCut(three, 1, 99))[0]).toEqual([0, 39.8]);
  expect(cuts(moveCut(three, 0, 5))).toEqual(cuts(three));
  expect(cuts(withoutCut(three, 1))).toEqual([
    [0, 40],
    [40, 60],
  ]);
  expect(cuts(withoutCut(three, 2))).toEqual([
    [0, 20],
    [20, 60],
  ]);
});

it('what is not kept is left out', () => {
  expect(keptParts(keep(three, 1, false))).toEqual([
    { startSeconds: 0, endSeconds: 20 },
    { startSeconds: 40, endSeconds: 60 },
  ]);
});
