import { describe, expect, it } from 'vitest';
import { coloursOf, cutsOf, lookOf, pictureOf, placeholderOf, rawCellBytes, sampleOf, sampleSide, type Sample } from './look.js';

const size = { width: 16, height: 8 };

/** A raw cell whose brightness follows from the place; colours are those of grey unless given. */
const cell = (seconds: number, bright: (x: number, y: number) => number, blue = 128, red = 128) => {
  const yuv = Buffer.alloc(rawCellBytes(size), 128);
  for (let y = 0; y < size.height; y += 1) for (let x = 0; x < size.width; x += 1) yuv[y * size.width + x] = bright(x, y);
  yuv.fill(blue, 128, 160).fill(red, 160);
  return { seconds, yuv };
};

/** Waves of some kind; different kinds have nothing in common. */
const sample = (seconds: number, kind: number, lighter = 0): Sample => ({
  seconds,
  grey: Uint8Array.from({ length: sampleSide ** 2 }, (_, at) => {
    const [x, y] = [at % sampleSide, Math.floor(at / sampleSide)];
    return 110 + lighter + 70 * Math.sin((kind * x) / 5 + ((3 - kind) * y) / 3);
  }),
});
const black = (seconds: number): Sample => ({ seconds, grey: new Uint8Array(sampleSide ** 2).fill(2) });

describe('a raw cell', () => {
  it('is read with its colours', () => {
    const grey = pictureOf(cell(0, () => 90).yuv, size);
    expect([...grey.rgb.subarray(0, 3)]).toEqual([90, 90, 90]);
    const orange = pictureOf(cell(0, () => 150, 60, 200).yuv, size);
    expect([...orange.rgb.subarray(-3)]).toEqual([251, 122, 30]);
  });

  it('is shrunk to a sample by the mean of its parts', () => {
    const { grey } = sampleOf(
      cell(0, (x) => x * 10),
      size,
    );
    expect([grey[0], grey[2], grey[31]]).toEqual([0, 10, 150]);
  });
});

describe('the placeholder', () => {
  it('is twelve pixels, rows from the bottom, blue first', () => {
    const { yuv } = cell(0, (x, y) => (y < 3 && x < 4 ? 200 : 40));
    const pixels = Buffer.from(placeholderOf(pictureOf(yuv, size)), 'base64');
    expect(pixels).toHaveLength(36);
    // The upper left corner is the first pixel of the last row.
    expect([pixels[0], pixels[24]]).toEqual([40, 200]);
    const blue = Buffer.from(placeholderOf(pictureOf(cell(0, () => 60, 220, 100).yuv, size)), 'base64');
    expect(blue[0]).toBeGreaterThan(200);
    expect(blue[2]).toBeLessThan(60);
  });
});

describe('colours', () => {
  it('are those that fill most, each only once', () => {
    const picture = pictureOf(cell(0, (x) => (x < 10 ? 30 : x < 14 ? 40 : 220)).yuv, size);
    expect(coloursOf([picture])).toEqual(['#1e1e1e', '#dcdcdc']);
    expect(coloursOf([])).toEqual([]);
  });
});

describe('cuts', () => {
  const times = (samples: Sample[]) => cutsOf(samples)?.map(({ seconds }) => seconds);

  it('are where the picture becomes another one', () => {
    const samples = [sample(0, 1), sample(2, 1), sample(4.321, 2), sample(6, 2), sample(8, 0), sample(10, 0)];
    expect(times(samples)).toEqual([4.321, 8]);
    expect(cutsOf(samples)?.every(({ strength }) => strength > 50)).toBe(true);
  });

  it('are not where only the light changes', () => {
    expect(times([sample(0, 1), sample(2, 1, 40), sample(4, 1, -40), sample(6, 1)])).toEqual([]);
  });

  it('stand out from a film in which much moves, and from a calm one even where they are weak', () => {
    const moving = Array.from({ length: 20 }, (_, at) => sample(at / 5, at % 2 === 0 ? 1 : 1.3));
    expect(times(moving)).toEqual([]);
    const calm = Array.from({ length: 20 }, (_, at) => sample(at / 5, at < 10 ? 1 : 1.3));
    expect(times(calm)).toEqual([2]);
  });

  it('are where it is seen again after black, once', () => {
    expect(times([sample(0, 1), black(2), black(4), sample(6, 2), sample(8, 2)])).toEqual([6]);
    expect(times([sample(0, 1), black(2), sample(4, 1)])).toEqual([]);
  });

  it('are not told where one would have to guess', () => {
    expect(cutsOf([sample(0, 1), sample(60, 2), sample(120, 0)])).toBeNull();
    expect(cutsOf([sample(0, 1)])).toBeNull();
  });

  it('are the strongest where there are very many', () => {
    const samples = Array.from({ length: 3_000 }, (_, at) => sample(at, at % 3));
    const cuts = cutsOf(samples) ?? [];
    expect(cuts).toHaveLength(1_000);
    expect(cuts.map(({ seconds }) => seconds)).toEqual(cuts.map(({ seconds }) => seconds).toSorted((a, b) => a - b));
  });
});

describe('the look of a film', () => {
  it('has a hash for each cell, and the pixels of the cell that is the cover', async () => {
    const cells = [cell(0, () => 10), cell(1, (x) => x * 15), cell(2, (_, y) => y * 30)];
    const look = await lookOf(cells, size, null, 1);
    expect(look.hashes).toHaveLength(3);
    expect(new Set(look.hashes).size).toBe(3);
    expect(look.placeholder).toBe(placeholderOf(pictureOf(cells[1]?.yuv ?? Buffer.alloc(0), size)));
    expect(look.cuts?.map(({ seconds }) => seconds)).toEqual([2]);
  });
});
