import { degreesOf, type Projection } from './view';

/** Where one looks, in degrees: to the right, up, and how much one sees along the longer side of the player. */
export interface Gaze {
  yaw: number;
  pitch: number;
  field: number;
}

export const ahead: Gaze = { yaw: 0, pitch: 0, field: 90 };
const narrowest = 30;
const widest = 120;
/** One press of a key turns by this part of what is seen. */
export const keyStep = 1 / 6;
/** What one press of a zoom key does. */
export const keyZoom = 0.9;

const between = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Turned by degrees. What is not all of a sphere has nothing behind: there one looks no further than to its edge. */
export function turnedBy(gaze: Gaze, yaw: number, pitch: number, projection: Projection): Gaze {
  const to = gaze.yaw + yaw;
  const edge = degreesOf[projection] / 2;
  return {
    ...gaze,
    yaw: edge < 180 ? between(to, -edge, edge) : ((((to + 180) % 360) + 360) % 360) - 180,
    pitch: between(gaze.pitch + pitch, -90, 90),
  };
}

/** Sees less (below 1) or more. */
export const zoomedBy = (gaze: Gaze, factor: number): Gaze => ({ ...gaze, field: between(gaze.field * factor, narrowest, widest) });

/** The field of view from top to bottom that shows `field` along the longer side. */
export const verticalField = (field: number, width: number, height: number): number =>
  width <= height ? field : (2 * Math.atan((Math.tan(radians(field) / 2) * height) / width) * 180) / Math.PI;

/** What a hand that moves by so many pixels turns by: what is under the finger stays there, in the middle of the picture. */
export function dragTurn(dx: number, dy: number, gaze: Gaze, width: number, height: number): { yaw: number; pitch: number } {
  const perPixel = (2 * Math.tan(radians(gaze.field) / 2) * 180) / Math.PI / Math.max(width, height);
  return { yaw: -dx * perPixel, pitch: dy * perPixel };
}

/** The point one looks at from the middle of a sphere of radius 1: x to the right, y up, z to the back, as WebGL has it. */
export const pointOf = ({ yaw, pitch }: Pick<Gaze, 'yaw' | 'pitch'>): [x: number, y: number, z: number] => [
  Math.cos(radians(pitch)) * Math.sin(radians(yaw)),
  Math.sin(radians(pitch)),
  -Math.cos(radians(pitch)) * Math.cos(radians(yaw)),
];
