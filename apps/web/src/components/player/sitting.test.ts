import { describe, expect, it } from 'vitest';
import { Sitting } from './sitting';

function begin() {
  let ids = 0;
  return new Sitting(() => `id-${(ids += 1)}`);
}
/** Plays from one second to another, four looks at the clock a second. */
function play(sitting: Sitting, from: number, to: number) {
  const reports = [];
  for (let at = from; at <= to; at += 0.25) reports.push(sitting.tick(at));
  return reports.filter((report) => report !== null);
}

describe('a sitting', () => {
  it('reports every ten seconds of playing', () => {
    expect(play(begin(), 100, 125).map(({ positionSeconds, playedSeconds }) => [positionSeconds, playedSeconds])).toEqual([
      [110, 10],
      [120, 20],
    ]);
  });

  it('does not count what was skipped', () => {
    const sitting = begin();
    play(sitting, 0, 4);
    sitting.move(600);
    play(sitting, 600, 603);
    expect(sitting.leave()).toEqual({ sittingId: 'id-1', positionSeconds: 603, playedSeconds: 7 });
  });

  it('does not take a jump between two looks for playing', () => {
    const sitting = begin();
    sitting.tick(1);
    sitting.tick(300);
    sitting.tick(299);
    expect(sitting.leave()).toBeNull();
  });

  it('says nothing twice', () => {
    const sitting = begin();
    play(sitting, 0, 3);
    expect(sitting.leave()).not.toBeNull();
    expect(sitting.leave()).toBeNull();
    sitting.move(50);
    expect(sitting.leave()).toBeNull();
  });

  it('is another one after the end', () => {
    const sitting = begin();
    play(sitting, 0, 3);
    expect(sitting.end(3)).toMatchObject({ sittingId: 'id-1', positionSeconds: 3 });
    play(sitting, 0, 2);
    expect(sitting.leave()).toEqual({ sittingId: 'id-2', positionSeconds: 2, playedSeconds: 2 });
  });
});
