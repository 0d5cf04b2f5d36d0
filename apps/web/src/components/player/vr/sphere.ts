import { Mesh, MeshBasicMaterial, SphereGeometry, type BufferAttribute, type Texture } from 'three';
import type { View } from './view';

/** A film around the one who looks: far enough away that the distance of two eyes is nothing to it. */
const radius = 100;
/** So many flat pieces from left to right; fewer show as bends in straight lines. */
const pieces = 96;

/** Of the film's picture, what one eye sees: from 0 to 1, from the left and from below. */
interface Crop {
  left: number;
  bottom: number;
  width: number;
  height: number;
}

export type Eye = 'left' | 'right';

function cropOf({ packing }: View, eye: Eye): Crop {
  switch (packing) {
    case 'mono':
      return { left: 0, bottom: 0, width: 1, height: 1 };
    case 'side-by-side':
      return { left: eye === 'left' ? 0 : 0.5, bottom: 0, width: 0.5, height: 1 };
    case 'top-bottom':
      return { left: 0, bottom: eye === 'left' ? 0.5 : 0, width: 1, height: 0.5 };
  }
}

/** The equirectangular picture of one eye on the inside of a sphere, its middle straight ahead (at -z), its right on the right (at x). */
export function sphereFor(view: View, eye: Eye, picture: Texture | null): Mesh<SphereGeometry, MeshBasicMaterial> {
  const wide = view.projection === '180' ? Math.PI : 2 * Math.PI;
  // three.js begins at -x and goes round by way of +z, seen from outside; mirrored, the same is right from inside.
  const geometry = new SphereGeometry(radius, pieces, pieces / 2, 1.5 * Math.PI - wide / 2, wide);
  geometry.scale(-1, 1, 1);
  const { left, bottom, width, height } = cropOf(view, eye);
  const places = geometry.attributes['uv'] as BufferAttribute;
  for (let at = 0; at < places.count; at += 1) places.setXY(at, left + places.getX(at) * width, bottom + places.getY(at) * height);
  return new Mesh(geometry, new MeshBasicMaterial({ map: picture, toneMapped: false, depthTest: false }));
}
