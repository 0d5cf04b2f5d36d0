import { describe, expect, it } from 'vitest';
import { isFunscriptOf, paceOf } from './funscript.js';

const script = (...actions: [at: number, pos: number][]) =>
  JSON.stringify({ version: '1.0', inverted: false, range: 90, actions: actions.map(([at, pos]) => ({ at, pos })) });

describe('a funscript', () => {
  it('lies beside its film under the same name', () => {
    expect(isFunscriptOf('Film.One.mp4', 'film.one.FUNSCRIPT')).toBe(true);
    expect(isFunscriptOf('Film.One.mp4', 'film.funscript')).toBe(false);
    expect(isFunscriptOf('Film.One.mp4', 'Film.One.srt')).toBe(false);
  });

  it('is shown as the pace of its movements', () => {
    // 100 in a second, rest, 400 in the last second.
    const actions = script([0, 0], [1_000, 100], [3_000, 100], [3_250, 0], [3_500, 100], [3_750, 0], [4_000, 100]);
    expect(paceOf(actions, 4)).toEqual([25, 0, 0, 100]);
  });

  it('shares a movement among the parts it reaches over, in whatever order it is written', () => {
    expect(paceOf(script([2_500, 100], [500, 0]), 4)).toEqual([6, 13, 6, 0]);
  });

  it('beyond the film counts as far as the film goes', () => {
    expect(paceOf(script([0, 0], [2_000, 100], [9_000, 0]), 2)).toEqual([13, 13]);
  });

  it.each(['', '[]', '{"actions": 3}', '{"actions": [{"at": "x"}]}', '{"actions": []}', script([0, 50], [1_000, 50])])(
    'is none: %s',
    (text) => {
      expect(paceOf(text, 10)).toBeNull();
    },
  );
});
