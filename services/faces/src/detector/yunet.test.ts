import { describe, expect, it } from 'vitest';
import {
  decodeFaces,
  overlap,
  packInput,
  paddedSize,
  suppressOverlaps,
  toParts,
  workingSize,
  type DetectedFace,
  type Size,
} from './yunet.js';

const input: Size = { width: 64, height: 96 };

/** Outputs of the net that sees nothing anywhere, to be filled with what a test needs. */
function silentOutputs({ width, height }: Size): Record<string, Float32Array> {
  return Object.fromEntries(
    [8, 16, 32].flatMap((stride) => {
      const cells = (width / stride) * (height / stride);
      return (
        [
          ['cls', 1],
          ['obj', 1],
          ['bbox', 4],
          ['kps', 10],
        ] as const
      ).map(([name, values]) => [`${name}_${stride}`, new Float32Array(cells * values)]);
    }),
  );
}

interface Planted {
  stride: number;
  column: number;
  row: number;
  cls: number;
  obj: number;
  bbox?: number[];
  kps?: number[];
}

function plant(outputs: Record<string, Float32Array>, size: Size, face: Planted): void {
  const cell = face.row * (size.width / face.stride) + face.column;
  outputs[`cls_${face.stride}`]?.set([face.cls], cell);
  outputs[`obj_${face.stride}`]?.set([face.obj], cell);
  outputs[`bbox_${face.stride}`]?.set(face.bbox ?? [0.5, 0.5, Math.log(2), Math.log(3)], cell * 4);
  outputs[`kps_${face.stride}`]?.set(face.kps ?? Array.from({ length: 10 }, () => 0), cell * 10);
}

const box = (x: number, y: number, width: number, height: number, score = 0.9): DetectedFace => ({
  x,
  y,
  width,
  height,
  score,
  landmarks: [],
});

describe('workingSize and paddedSize', () => {
  it.each([
    [
      { width: 1920, height: 1080 },
      { width: 640, height: 360 },
      { width: 640, height: 384 },
    ],
    [
      { width: 1080, height: 1920 },
      { width: 360, height: 640 },
      { width: 384, height: 640 },
    ],
    [
      { width: 480, height: 270 },
      { width: 480, height: 270 },
      { width: 480, height: 288 },
    ],
    [
      { width: 10_000, height: 3 },
      { width: 640, height: 1 },
      { width: 640, height: 32 },
    ],
  ])('%o is looked at as %o in %o', (picture, working, padded) => {
    expect(workingSize(picture)).toEqual(working);
    expect(paddedSize(working)).toEqual(padded);
  });
});

describe('packInput', () => {
  it('puts planes in the order B, G, R, the picture top-left and zeros around it', () => {
    const rgb = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const packed = packInput({ rgb, width: 2, height: 2 }, { width: 3, height: 3 });
    expect([...packed.subarray(0, 9)]).toEqual([3, 6, 0, 9, 12, 0, 0, 0, 0]);
    expect([...packed.subarray(9, 18)]).toEqual([2, 5, 0, 8, 11, 0, 0, 0, 0]);
    expect([...packed.subarray(18)]).toEqual([1, 4, 0, 7, 10, 0, 0, 0, 0]);
  });

  it('refuses bytes that are no such picture, and a picture that does not fit', () => {
    expect(() => packInput({ rgb: new Uint8Array(5), width: 2, height: 1 }, input)).toThrow(RangeError);
    expect(() => packInput({ rgb: new Uint8Array(6), width: 2, height: 1 }, { width: 1, height: 1 })).toThrow(RangeError);
  });
});

describe('decodeFaces', () => {
  it('finds nothing where the net sees nothing', () => {
    expect(decodeFaces(silentOutputs(input), input)).toEqual([]);
  });

  it.each([8, 16, 32])('places box and landmarks of stride %i by column and row', (stride) => {
    const outputs = silentOutputs(input);
    plant(outputs, input, { stride, column: 1, row: 2, cls: 0.81, obj: 1, kps: [0, 0, 1, 0, 0.5, 0.5, 0, 1, 1, 1] });
    const [face, ...others] = decodeFaces(outputs, input);
    expect(others).toEqual([]);
    expect(face?.score).toBeCloseTo(0.9, 6);
    expect(face?.width).toBeCloseTo(2 * stride, 4);
    expect(face?.height).toBeCloseTo(3 * stride, 4);
    expect(face?.x).toBeCloseTo(1.5 * stride - stride, 4);
    expect(face?.y).toBeCloseTo(2.5 * stride - 1.5 * stride, 4);
    expect(face?.landmarks).toEqual([
      { x: stride, y: 2 * stride },
      { x: 2 * stride, y: 2 * stride },
      { x: 1.5 * stride, y: 2.5 * stride },
      { x: stride, y: 3 * stride },
      { x: 2 * stride, y: 3 * stride },
    ]);
  });

  it('scores by the square root of class times objectness and drops what is below the limit', () => {
    const outputs = silentOutputs(input);
    plant(outputs, input, { stride: 32, column: 0, row: 0, cls: 0.5, obj: 0.99 });
    plant(outputs, input, { stride: 32, column: 1, row: 2, cls: 0.5, obj: 0.9 });
    const faces = decodeFaces(outputs, input);
    expect(faces.map((face) => face.score)).toEqual([expect.closeTo(Math.sqrt(0.495), 6)]);
    expect(decodeFaces(outputs, input, 0.6)).toHaveLength(2);
  });

  it('merges what several strides say of one face, the best winning', () => {
    const outputs = silentOutputs(input);
    plant(outputs, input, { stride: 8, column: 3, row: 5, cls: 0.9, obj: 0.9, bbox: [0.5, 0.5, Math.log(4), Math.log(4)] });
    plant(outputs, input, { stride: 16, column: 1, row: 2, cls: 0.95, obj: 0.95, bbox: [0.75, 0.75, Math.log(2), Math.log(2)] });
    const faces = decodeFaces(outputs, input);
    expect(faces).toHaveLength(1);
    expect(faces[0]?.score).toBeCloseTo(0.95, 6);
  });

  it('leaves out boxes that are no numbers', () => {
    const outputs = silentOutputs(input);
    plant(outputs, input, { stride: 8, column: 0, row: 0, cls: 1, obj: 1, bbox: [0, 0, 1000, 0] });
    plant(outputs, input, { stride: 16, column: 0, row: 0, cls: Number.NaN, obj: 1 });
    expect(decodeFaces(outputs, input)).toEqual([]);
  });

  it('refuses outputs of another picture size and missing ones', () => {
    expect(() => decodeFaces(silentOutputs({ width: 32, height: 32 }), input)).toThrow('output cls_8 holds 16 instead of 96 values');
    expect(() => decodeFaces({}, input)).toThrow('output cls_8 holds nothing');
  });
});

describe('suppressOverlaps', () => {
  it('keeps neighbours and drops doubles', () => {
    const best = box(0, 0, 10, 10, 0.95);
    const double = box(2, 0, 10, 10, 0.9);
    const neighbour = box(8, 0, 10, 10, 0.8);
    expect(suppressOverlaps([neighbour, double, best])).toEqual([best, neighbour]);
  });

  it('measures overlap as shared area over covered area', () => {
    expect(overlap(box(0, 0, 10, 10), box(5, 0, 10, 10))).toBeCloseTo(1 / 3, 6);
    expect(overlap(box(0, 0, 10, 10), box(10, 0, 10, 10))).toBe(0);
    expect(overlap(box(0, 0, 10, 10), box(0, 0, 10, 10))).toBe(1);
  });
});

describe('toParts', () => {
  it('gives parts of the picture and cuts at its borders', () => {
    const face = { ...box(-10, 50, 60, 100), landmarks: [{ x: -5, y: 100 }] };
    expect(toParts(face, { width: 100, height: 100 })).toEqual({
      x: 0,
      y: 0.5,
      width: 0.5,
      height: 0.5,
      score: 0.9,
      landmarks: [{ x: 0, y: 1 }],
    });
  });

  it('drops what lies in the padding', () => {
    expect(toParts(box(100, 10, 20, 20), { width: 100, height: 100 })).toBeNull();
  });
});
