import { describe, expect, it } from 'vitest';
import { addressOf, mostQueued, placeIn, queued, queueOf, shuffled, withMore, without } from './queue';
import { noTrail, stepBack, stepOn, stepTo } from './trail';

const video = (id: string) => queued({ id, name: `Film ${id}`, coverUrl: null, durationSeconds: 60 });

describe('a queue', () => {
  it('tells the places of a video that stands in it twice apart', () => {
    const queue = queueOf('Selection', [video('a'), video('b'), video('a')]);
    const keys = queue.items.map(({ key }) => key);
    expect(new Set(keys).size).toBe(3);
    expect(placeIn(queue, keys[2] ?? null, 'a')).toBe(2);
    expect(placeIn(queue, keys[2] ?? null, 'b')).toBe(-1);
    expect(placeIn(queue, null, 'a')).toBe(-1);
    expect(queue.items[1] && addressOf(queue.items[1])).toBe(`/videos/b?queue=${keys[1]}`);
  });

  it('never gives out a key twice', () => {
    const queue = queueOf('Selection', [video('a'), video('b')]);
    const last = queue.items[1]?.key ?? '';
    const again = withMore(without(queue, last), [video('c')]);
    expect(again.items.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(again.items[1]?.key).not.toBe(last);
  });

  it('is bounded', () => {
    const full = queueOf(
      'All',
      Array.from({ length: mostQueued + 5 }, (_, at) => video(String(at))),
    );
    expect(full.items).toHaveLength(mostQueued);
    expect(withMore(full, [video('x')]).items).toHaveLength(mostQueued);
  });

  it('is shuffled without loss', () => {
    let seed = 1;
    const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    const items = Array.from({ length: 20 }, (_, at) => at);
    const mixed = shuffled(items, random);
    expect(mixed).not.toEqual(items);
    expect(mixed.toSorted((a, b) => a - b)).toEqual(items);
  });
});

describe('a trail', () => {
  const walked = ['/a', '/b', '/c'].reduce(stepTo, noTrail);

  it('leads back the way one came, and on again', () => {
    expect(stepBack(walked)).toBe('/b');
    const back = stepTo(walked, '/b');
    expect([stepBack(back), stepOn(back)]).toEqual(['/a', '/c']);
    expect(stepTo(back, '/c')).toEqual(walked);
  });

  it('forgets what lay ahead when another way is taken', () => {
    const other = stepTo(stepTo(walked, '/b'), '/d');
    expect(other.steps).toEqual(['/a', '/b', '/d']);
    expect(stepOn(other)).toBeNull();
  });

  it('stays where it is on a reload, and has an end', () => {
    expect(stepTo(walked, '/c')).toEqual(walked);
    expect(stepBack(stepTo(noTrail, '/a'))).toBeNull();
    const long = Array.from({ length: 300 }, (_, at) => `/${at}`).reduce(stepTo, noTrail);
    expect(long.steps).toHaveLength(200);
    expect(stepBack(long)).toBe('/298');
  });
});
