import { MathUtils, Mesh, MeshBasicMaterial, SphereGeometry, type BufferAttribute, type Texture } from 'three';
import { degreesOf, isFisheye, type View } from './view';

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

function cropOf({ packing, swapped }: View, eye: Eye): Crop {
  const isFirst = (eye === 'left') !== swapped;
  switch (packing) {
    case 'mono':
      return { left: 0, bottom: 0, width: 1, height: 1 };
    case 'side-by-side':
      return { left: isFirst ? 0 : 0.5, bottom: 0, width: 0.5, height: 1 };
    case 'top-bottom':
      return { left: 0, bottom: isFirst ? 0.5 : 0, width: 1, height: 0.5 };
  }
}

/** A picture whose columns are degrees to the right and whose rows are degrees up. */
function equirectangular(degrees: number): SphereGeometry {
  const wide = MathUtils.degToRad(degrees);
  // three.js begins at -x and goes round by way of +z, seen from outside; mirrored, the same is right from inside.
  const geometry = new SphereGeometry(radius, pieces, pieces / 2, 1.5 * Math.PI - wide / 2, wide);
  geometry.scale(-1, 1, 1);
  return geometry;
}

/** A picture in a circle that fills it: the distance from its middle is the angle from straight ahead, as such lenses have it or nearly so. */
function fisheye(degrees: number): SphereGeometry {
  const reach = MathUtils.degToRad(degrees / 2);
  const geometry = new SphereGeometry(radius, pieces, pieces / 2, 0, 2 * Math.PI, 0, reach);
  // The pole, which three.js has above, comes to lie straight ahead.
  geometry.rotateX(-Math.PI / 2);
  geometry.scale(-1, 1, 1);
  const { position, uv } = attributesOf(geometry);
  for (let at = 0; at < uv.count; at += 1) {
    const [x, y, z] = [position.getX(at), position.getY(at), position.getZ(at)];
    const aside = Math.hypot(x, y);
    // Of the circle's diameter, and nothing straight ahead, where there is no direction.
    const share = aside === 0 ? 0 : Math.atan2(aside, -z) / reach / 2 / aside;
    uv.setXY(at, 0.5 + share * x, 0.5 + share * y);
  }
  return geometry;
}

const attributesOf = ({ attributes }: SphereGeometry) => attributes as Record<'position' | 'uv', BufferAttribute>;

/** The picture of one eye on the inside of a sphere, its middle straight ahead (at -z), its right on the right (at x). */
export function sphereFor(view: View, eye: Eye, picture: Texture | null): Mesh<SphereGeometry, MeshBasicMaterial> {
  const degrees = degreesOf[view.projection];
  const geometry = isFisheye(view.projection) ? fisheye(degrees) : equirectangular(degrees);
  const { left, bottom, width, height } = cropOf(view, eye);
  const { uv } = attributesOf(geometry);
  for (let at = 0; at < uv.count; at += 1) uv.setXY(at, left + uv.getX(at) * width, bottom + uv.getY(at) * height);
  return new Mesh(geometry, new MeshBasicMaterial({ map: picture, toneMapped: false, depthTest: false }));
}
