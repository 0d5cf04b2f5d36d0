/**
 * What goes into and comes out of the YuNet face detector, as pure functions. The net is anchor-free: every cell of three grids
 * (8, 16 and 32 pixels wide) offers one face, and the sigmoids are already inside the net.
 */

export interface Size {
  width: number;
  height: number;
}

interface Point {
  x: number;
  y: number;
}

/** A face in the units of whatever picture it was found on: pixels of the input here, parts of the picture (0 to 1) further out. */
export interface DetectedFace {
  x: number;
  y: number;
  width: number;
  height: number;
  /** Square root of class times objectness, 0 to 1. */
  score: number;
  /** Left eye, right eye, nose tip, left and right mouth corner, as seen in the picture. */
  landmarks: readonly Point[];
}

/** Eight-bit RGB, row by row, without padding. */
export interface Picture extends Size {
  rgb: Uint8Array;
}

/** Raw outputs of the net by name: `cls_8`, `obj_8`, `bbox_8`, `kps_8` and the same for 16 and 32. */
type YunetOutputs = Readonly<Record<string, ArrayLike<number>>>;

/** Below 0.7 the net sees faces in flowers and drawings; above it none were seen on 136 pictures without people. */
const MIN_SCORE = 0.7;
const MAX_OVERLAP = 0.3;
const STRIDES = [8, 16, 32] as const;
const LARGEST_STRIDE = 32;
/** Faces of 12 pixels are found at this size, and larger pictures only cost time. */
const LONG_SIDE = 640;
const LANDMARKS = 5;

const roundUp = (value: number, step: number): number => Math.ceil(value / step) * step;

/** The size at which a picture is looked at: its own, or shrunk to a long side of 640. */
export function workingSize({ width, height }: Size): Size {
  const scale = Math.min(1, LONG_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The net's input for a picture: both sides must be multiples of 32. */
export const paddedSize = ({ width, height }: Size): Size => ({
  width: roundUp(width, LARGEST_STRIDE),
  height: roundUp(height, LARGEST_STRIDE),
});

/** Packs a picture as the net wants it: planes B, G, R of 0 to 255, picture top-left, zeros to the right and below. */
export function packInput({ rgb, width, height }: Picture, input: Size): Float32Array<ArrayBuffer> {
  if (rgb.length !== width * height * 3) throw new RangeError(`${rgb.length} bytes are no ${width} × ${height} RGB picture`);
  if (width > input.width || height > input.height)
    throw new RangeError(`${width} × ${height} does not fit ${input.width} × ${input.height}`);
  const plane = input.width * input.height;
  const packed = new Float32Array(plane * 3);
  for (let y = 0; y < height; y++) {
    let from = y * width * 3;
    let to = y * input.width;
    for (let x = 0; x < width; x++, from += 3, to++) {
      packed[to] = rgb[from + 2] ?? 0;
      packed[to + plane] = rgb[from + 1] ?? 0;
      packed[to + plane * 2] = rgb[from] ?? 0;
    }
  }
  return packed;
}

/** Reads the faces of one picture from the net's twelve outputs, best first, without doubles; in pixels of the input. */
export function decodeFaces(outputs: YunetOutputs, input: Size, minScore = MIN_SCORE): DetectedFace[] {
  const candidates = STRIDES.flatMap((stride) => decodeStride(outputs, input, stride, minScore));
  return suppressOverlaps(candidates);
}

function decodeStride(outputs: YunetOutputs, input: Size, stride: number, minScore: number): DetectedFace[] {
  const columns = input.width / stride;
  const cells = columns * (input.height / stride);
  const cls = output(outputs, `cls_${stride}`, cells);
  const obj = output(outputs, `obj_${stride}`, cells);
  const bbox = output(outputs, `bbox_${stride}`, cells * 4);
  const kps = output(outputs, `kps_${stride}`, cells * LANDMARKS * 2);

  const faces: DetectedFace[] = [];
  for (let cell = 0; cell < cells; cell++) {
    const score = Math.sqrt(at(cls, cell) * at(obj, cell));
    if (!(score >= minScore)) continue;
    const column = cell % columns;
    const row = Math.floor(cell / columns);
    const width = Math.exp(at(bbox, cell * 4 + 2)) * stride;
    const height = Math.exp(at(bbox, cell * 4 + 3)) * stride;
    const x = (column + at(bbox, cell * 4)) * stride - width / 2;
    const y = (row + at(bbox, cell * 4 + 1)) * stride - height / 2;
    if (![x, y, width, height].every(Number.isFinite)) continue;
    const landmarks = Array.from({ length: LANDMARKS }, (_, i) => ({
      x: (column + at(kps, (cell * LANDMARKS + i) * 2)) * stride,
      y: (row + at(kps, (cell * LANDMARKS + i) * 2 + 1)) * stride,
    }));
    faces.push({ x, y, width, height, score: Math.min(score, 1), landmarks });
  }
  return faces;
}

function output(outputs: YunetOutputs, name: string, length: number): ArrayLike<number> {
  const values = outputs[name];
  if (values?.length !== length) throw new RangeError(`output ${name} holds ${values?.length ?? 'nothing'} instead of ${length} values`);
  return values;
}

const at = (values: ArrayLike<number>, index: number): number => values[index] ?? Number.NaN;

/** Keeps the best of each group of boxes that cover the same place. */
export function suppressOverlaps(faces: readonly DetectedFace[], maxOverlap = MAX_OVERLAP): DetectedFace[] {
  const kept: DetectedFace[] = [];
  for (const face of faces.toSorted((a, b) => b.score - a.score)) {
    if (kept.every((better) => overlap(better, face) <= maxOverlap)) kept.push(face);
  }
  return kept;
}

/** Shared area of two boxes over the area that both cover (intersection over union). */
export function overlap(a: DetectedFace, b: DetectedFace): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a.width * a.height + b.width * b.height - shared);
}

/** Turns pixels of the looked-at picture into parts of it, cut at its borders; null when nothing of the box lies inside. */
export function toParts(face: DetectedFace, picture: Size): DetectedFace | null {
  const left = clamp(face.x / picture.width);
  const top = clamp(face.y / picture.height);
  const right = clamp((face.x + face.width) / picture.width);
  const bottom = clamp((face.y + face.height) / picture.height);
  if (right <= left || bottom <= top) return null;
  const landmarks = face.landmarks.map((point) => ({ x: clamp(point.x / picture.width), y: clamp(point.y / picture.height) }));
  return { x: left, y: top, width: right - left, height: bottom - top, score: face.score, landmarks };
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));
