import { describe, expect, it } from 'vitest';
import { chaptersWith, pickScenes, withoutKnown } from './scenes';

const cut = (seconds: number, strength: number) => ({ seconds, strength });

describe('scenes', () => {
  it('are the strongest cuts, spread over the film, in order', () => {
    const cuts = [cut(0.5, 99), cut(10, 90), cut(11, 95), cut(40, 30), cut(60, 80), cut(99.5, 99)];
    expect(pickScenes(cuts, 100, 10).map(({ seconds }) => seconds)).toEqual([11, 40, 60]);
    expect(pickScenes(cuts, 100, 2).map(({ seconds }) => seconds)).toEqual([11, 60]);
    expect(pickScenes([], 100, 5)).toEqual([]);
  });

  it('are not suggested where something stands already', () => {
    expect(withoutKnown([cut(10, 50), cut(20, 50)], [{ startSeconds: 10.4 }])).toEqual([cut(20, 50)]);
  });
});

describe('chapters from scenes', () => {
  it('begin with the film, and are numbered by their place', () => {
    expect(chaptersWith([], [30, 60])).toEqual([
      { startSeconds: 0, title: 'Scene 1' },
      { startSeconds: 30, title: 'Scene 2' },
      { startSeconds: 60, title: 'Scene 3' },
    ]);
  });

  it('stand among those that are there, which keep their names', () => {
    expect(chaptersWith([{ startSeconds: 40, title: 'The storm' }], [30])).toEqual([
      { startSeconds: 30, title: 'Scene 1' },
      { startSeconds: 40, title: 'The storm' },
    ]);
  });
});
