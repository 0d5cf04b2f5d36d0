import { expect, it } from 'vitest';
import { nextBox, type Direction } from './spatial-moves';

const box = (left: number, top: number, width = 100, height = 50) => ({ left, top, right: left + width, bottom: top + height });
// A rail on the left, a bar above, and two rows of three cards.
const boxes = [
  box(0, 0, 80, 40),
  box(0, 60, 80, 40),
  box(100, 0, 400, 40),
  ...[0, 1, 2].map((x) => box(100 + x * 120, 100)),
  ...[0, 1, 2].map((x) => box(100 + x * 120, 200)),
];
const [home, videos, search, first, second, third, below] = [0, 1, 2, 3, 4, 5, 6];
const go = (from: number, direction: Direction) => nextBox(boxes[from] ?? box(0, 0), boxes, direction);

it('goes to the neighbour', () => {
  expect([go(first, 'ArrowRight'), go(second, 'ArrowRight'), go(first, 'ArrowDown'), go(home, 'ArrowDown')]).toEqual([
    second,
    third,
    below,
    videos,
  ]);
});
it('leaves a group where it ends', () => {
  expect([go(first, 'ArrowLeft'), go(second, 'ArrowUp'), go(home, 'ArrowRight'), go(third, 'ArrowUp')]).toEqual([
    videos,
    search,
    search,
    search,
  ]);
});
it('stays where nothing follows', () => {
  expect([go(home, 'ArrowLeft'), go(third, 'ArrowRight'), go(home, 'ArrowUp')]).toEqual([-1, -1, -1]);
});
it('reaches the far end of a row before what is nearer, but beside it', () => {
  const row = [box(0, 0, 40, 40), box(800, 0, 40, 40), box(60, 50, 400, 40)];
  expect(nextBox(row[0] ?? box(0, 0), row, 'ArrowRight')).toBe(1);
});
