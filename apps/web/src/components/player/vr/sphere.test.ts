import { Raycaster, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { pointOf } from './gaze';
import { sphereFor, type Eye } from './sphere';
import type { View } from './view';

const around = (projection: View['projection'], packing: View['packing'], swapped = false): View => ({ projection, packing, swapped });

/** The place of the film's picture that is seen in a direction, from the left and from the top; null where there is nothing. */
function seen(view: View, eye: Eye, yaw: number, pitch: number): [number, number] | null {
  const mesh = sphereFor(view, eye, null);
  // A ray that goes exactly where two of the flat pieces meet may hit neither.
  const beside = { yaw: yaw + 0.01, pitch: pitch - 0.02 };
  const [hit] = new Raycaster(new Vector3(), new Vector3(...pointOf(beside))).intersectObject(mesh);
  return hit?.uv ? [hit.uv.x, 1 - hit.uv.y] : null;
}
const expectSeen = (view: View, eye: Eye, [yaw, pitch]: [number, number], [x, y]: [number, number]): void => {
  const place = seen(view, eye, yaw, pitch);
  // The sphere is made of flat pieces.
  expect(place?.[0]).toBeCloseTo(x, 2);
  expect(place?.[1]).toBeCloseTo(y, 2);
};

describe('a film around the one who looks', () => {
  it('has the middle of its picture ahead, and the rest where it was filmed', () => {
    const view = around('360', 'mono');
    expectSeen(view, 'left', [0, 0], [0.5, 0.5]);
    expectSeen(view, 'left', [90, 0], [0.75, 0.5]);
    expectSeen(view, 'left', [-90, 0], [0.25, 0.5]);
    expectSeen(view, 'left', [170, 0], [0.5 + 170 / 360, 0.5]);
    expectSeen(view, 'left', [0, 45], [0.5, 0.25]);
    expectSeen(view, 'left', [45, -60], [0.625, 0.5 + 60 / 180]);
  });

  it('fills half of it with the whole picture, and ends there', () => {
    const view = around('180', 'mono');
    expectSeen(view, 'left', [0, 0], [0.5, 0.5]);
    expectSeen(view, 'left', [45, 0], [0.75, 0.5]);
    expectSeen(view, 'left', [-60, 30], [0.5 - 60 / 180, 0.5 - 30 / 180]);
    expect(seen(view, 'left', 120, 0)).toBeNull();
    expect(seen(view, 'left', -120, 0)).toBeNull();
  });

  it('shows each eye its own half of the picture', () => {
    const beside = around('180', 'side-by-side');
    expectSeen(beside, 'left', [0, 0], [0.25, 0.5]);
    expectSeen(beside, 'right', [0, 0], [0.75, 0.5]);
    expectSeen(beside, 'left', [45, 0], [0.375, 0.5]);
    const above = around('360', 'top-bottom');
    expectSeen(above, 'left', [0, 0], [0.5, 0.25]);
    expectSeen(above, 'right', [0, 0], [0.5, 0.75]);
    expectSeen(above, 'right', [0, 45], [0.5, 0.625]);
  });

  it('gives each eye what was made for the other where the film swaps them', () => {
    const beside = around('180', 'side-by-side', true);
    expectSeen(beside, 'left', [0, 0], [0.75, 0.5]);
    expectSeen(beside, 'right', [0, 0], [0.25, 0.5]);
    const above = around('360', 'top-bottom', true);
    expectSeen(above, 'left', [0, 0], [0.5, 0.75]);
    expectSeen(above, 'right', [0, 0], [0.5, 0.25]);
    // One picture is for both.
    expectSeen(around('360', 'mono', true), 'right', [0, 0], [0.5, 0.5]);
  });
});

describe('a film through a fisheye', () => {
  it('has equal angles from straight ahead at equal distances from its middle', () => {
    const view = around('fisheye-180', 'mono');
    expectSeen(view, 'left', [0, 0], [0.5, 0.5]);
    expectSeen(view, 'left', [45, 0], [0.75, 0.5]);
    expectSeen(view, 'left', [-60, 0], [0.5 - 60 / 180, 0.5]);
    expectSeen(view, 'left', [0, 45], [0.5, 0.25]);
    expectSeen(view, 'left', [0, -80], [0.5, 0.5 + 80 / 180]);
    // 60° from straight ahead, up to the right: an equirectangular picture has it elsewhere.
    const upRight: [number, number] = [50.7685, 37.7612];
    expectSeen(view, 'left', upRight, [0.7357, 0.2643]);
    expectSeen(around('180', 'mono'), 'left', upRight, [0.782, 0.2902]);
  });

  it('goes as far as the lens saw, for each eye', () => {
    const view = around('fisheye-200', 'side-by-side');
    expectSeen(view, 'left', [90, 0], [(0.5 + 90 / 200) / 2, 0.5]);
    expectSeen(view, 'right', [90, 0], [0.5 + (0.5 + 90 / 200) / 2, 0.5]);
    expectSeen(view, 'left', [-98, 0], [(0.5 - 98 / 200) / 2, 0.5]);
    expect(seen(view, 'left', 103, 0)).toBeNull();
    expect(seen(view, 'left', 180, 0)).toBeNull();
    expectSeen({ ...view, swapped: true }, 'left', [0, 0], [0.75, 0.5]);
  });
});
