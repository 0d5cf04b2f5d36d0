import { Raycaster, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { pointOf } from './gaze';
import { sphereFor, type Eye } from './sphere';
import type { View } from './view';

/** The place of the film's picture that is seen in a direction, from the left and from the top; null where there is nothing. */
function seen(view: View, eye: Eye, yaw: number, pitch: number): [number, number] | null {
  const mesh = sphereFor(view, eye, null);
  const [hit] = new Raycaster(new Vector3(), new Vector3(...pointOf({ yaw, pitch }))).intersectObject(mesh);
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
    const view: View = { projection: '360', packing: 'mono' };
    expectSeen(view, 'left', [0, 0], [0.5, 0.5]);
    expectSeen(view, 'left', [90, 0], [0.75, 0.5]);
    expectSeen(view, 'left', [-90, 0], [0.25, 0.5]);
    expectSeen(view, 'left', [170, 0], [0.5 + 170 / 360, 0.5]);
    expectSeen(view, 'left', [0, 45], [0.5, 0.25]);
    expectSeen(view, 'left', [45, -60], [0.625, 0.5 + 60 / 180]);
  });

  it('fills half of it with the whole picture, and ends there', () => {
    const view: View = { projection: '180', packing: 'mono' };
    expectSeen(view, 'left', [0, 0], [0.5, 0.5]);
    expectSeen(view, 'left', [45, 0], [0.75, 0.5]);
    expectSeen(view, 'left', [-60, 30], [0.5 - 60 / 180, 0.5 - 30 / 180]);
    expect(seen(view, 'left', 120, 0)).toBeNull();
    expect(seen(view, 'left', -120, 0)).toBeNull();
  });

  it('shows each eye its own half of the picture', () => {
    const beside: View = { projection: '180', packing: 'side-by-side' };
    expectSeen(beside, 'left', [0, 0], [0.25, 0.5]);
    expectSeen(beside, 'right', [0, 0], [0.75, 0.5]);
    expectSeen(beside, 'left', [45, 0], [0.375, 0.5]);
    const above: View = { projection: '360', packing: 'top-bottom' };
    expectSeen(above, 'left', [0, 0], [0.5, 0.25]);
    expectSeen(above, 'right', [0, 0], [0.5, 0.75]);
    expectSeen(above, 'right', [0, 45], [0.5, 0.625]);
  });
});
