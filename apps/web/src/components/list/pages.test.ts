import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countOf, enter, itemAt, learn, misplacement, moveBy, pagesAway, pagesFor, pageSize, trim, type Page, type Pages } from './pages';

/** A server with a list of numbers, which gives pages in both directions. */
const serve = (count: number, cursor: string | null): Page<number> => {
  const at = Number(cursor?.slice(1) ?? 0);
  const from = cursor?.startsWith('b') ? Math.max(0, at - pageSize) : at;
  const to = cursor?.startsWith('b') ? at : Math.min(count, at + pageSize);
  return {
    items: Array.from({ length: to - from }, (_, place) => from + place),
    nextCursor: to < count ? `f${to}` : null,
    previousCursor: from > 0 ? `b${from}` : null,
  };
};
const load = (pages: Pages<number>, number: number, count: number): Pages<number> => {
  const cursor = pages.cursors.get(number);
  if (cursor === undefined) throw new Error(`the way to page ${number} is not known`);
  const next = learn(pages, number, serve(count, cursor));
  return moveBy(next, misplacement(next));
};
/** Looks at these places until all that can be had for them is here. */
const look = (pages: Pages<number>, from: number, to: number, count: number): Pages<number> => {
  const missing = pagesFor(pages, from, to).find((number) => !pages.items.has(number));
  return missing === undefined ? pages : look(load(pages, missing, count), from, to, count);
};

describe('the pages of a list', () => {
  it('come one after the other from the beginning', () => {
    const pages = look(enter<number>({ index: 0, cursor: null }), 0, 150, 1000);
    expect([0, 59, 60, 150].map((index) => itemAt(pages, index))).toEqual([0, 59, 60, 150]);
    expect(itemAt(pages, 400)).toBeUndefined();
  });

  it('lead to any place from any place, each item once and in order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900 }), fc.nat(), fc.nat(), (count, entered, guess) => {
        const at = entered % count;
        let pages = enter<number>({ index: guess % 2000, cursor: at === 0 ? null : `f${at}` });
        for (let step = 0; step < 60 && !(pages.first && pages.last); step += 1) {
          const [known] = [...pages.cursors.keys()].filter((number) => !pages.items.has(number));
          if (known === undefined) break;
          pages = load(pages, known, count);
        }
        expect(countOf(pages, null)).toBe(count);
        expect(Array.from({ length: count }, (_, index) => itemAt(pages, index))).toEqual(
          Array.from({ length: count }, (_, index) => index),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('stay in place when a page comes again after items were added before the next one', () => {
    const start = look(enter<number>({ index: 0, cursor: null }), 0, 119, 300);
    const again = learn(start, 0, { items: [-1, ...serve(300, null).items.slice(0, 59)], nextCursor: 'f59', previousCursor: null });
    const healed = look({ ...again, items: new Map([...again.items].slice(0, 1)) }, 0, 119, 300);
    expect(itemAt(healed, 0)).toBe(-1);
    expect(itemAt(healed, 60)).toBe(59);
  });

  it('let go of what is far away and ask for it again', () => {
    const all = look(enter<number>({ index: 0, cursor: null }), 0, 2000, 3000);
    const near = trim(all, 20, 22);
    expect(itemAt(near, 5)).toBeUndefined();
    expect(itemAt(look(near, 0, 10, 3000), 5)).toBe(5);
  });
});

describe('how many there are', () => {
  const start = enter<number>({ index: 0, cursor: null });
  it('is what the server counted', () => {
    expect(countOf(start, { count: 7, exact: true })).toBe(7);
    expect(countOf(start, { count: 10_000, exact: false })).toBe(10_000);
  });

  it('is known better at the end of the list', () => {
    expect(countOf(look(start, 0, 500, 100), { count: 10_000, exact: false })).toBe(100);
  });

  it('grows while the end is out of sight', () => {
    expect(countOf(look(start, 0, 130, 1000), null)).toBe(240);
  });
});

it('tells how far a place is from what is known', () => {
  const pages = look(enter<number>({ index: 600, cursor: 'f600' }), 600, 700, 5000);
  expect([600, 30, 4000].map((index) => pagesAway(pages, index))).toEqual([0, 9, 54]);
});
