import { z } from 'zod';

/** How much of what surrounds the camera the picture holds: none of it (a usual film), the half in front, or all; both equirectangular. */
export const Projection = z.enum(['flat', '180', '360']);
export type Projection = z.infer<typeof Projection>;
/** One that surrounds the camera. */
type Around = Exclude<Projection, 'flat'>;

/** Where the pictures of the two eyes lie; the left eye's is on the left, or above. */
export const Packing = z.enum(['mono', 'side-by-side', 'top-bottom']);
export type Packing = z.infer<typeof Packing>;

/** How a film is to be looked at. */
export const View = z.object({ projection: Projection, packing: Packing });
export type View = z.infer<typeof View>;

export const flatView: View = { projection: 'flat', packing: 'mono' };
export const isSameView = (one: View, other: View): boolean =>
  one.projection === other.projection && (one.projection === 'flat' || one.packing === other.packing);

export const projectionNames: Record<Projection, string> = { flat: 'Flat', '180': '180°', '360': '360°' };
export const packingNames: Record<Packing, string> = {
  mono: 'One picture',
  'side-by-side': 'Side by side',
  'top-bottom': 'Top and bottom',
};
/** `180°, side by side` */
export const viewName = ({ projection, packing }: View): string =>
  projection === 'flat' || packing === 'mono'
    ? projectionNames[projection]
    : `${projectionNames[projection]}, ${packingNames[packing].toLowerCase()}`;

/** What is known of a film before anybody chose how to look at it. */
export interface Hints {
  /** What the file itself says of its projection. */
  spherical: (View & { projection: Around }) | null;
  /** Of the file and the video. */
  names: readonly string[];
  tags: readonly string[];
  width: number | null;
  height: number | null;
}

export interface Guess {
  /** What the VR view begins with. */
  view: View & { projection: Around };
  /** Where the eyes' pictures would lie, were it this projection. */
  packings: Readonly<Record<Around, Packing>>;
  /** Whether the film is shown that way without anybody asking; a mere shape is no reason, since wide films are as wide. */
  sure: boolean;
}

const words = {
  '180': ['180', '180°', '180x180', 'vr180', '180vr'],
  '360': ['360', '360°', '360x180', '180x360', 'vr360', '360vr', 'equirectangular', 'equirect'],
  vr: ['vr', 'virtualreality', 'vrvideo', 'oculus', 'gearvr', 'vive', 'quest'],
  'side-by-side': ['sbs', 'hsbs', 'lr', 'rl', '3dh', 'sidebyside', 'leftright'],
  'top-bottom': ['tb', 'bt', 'htb', 'ou', 'hou', 'ab', '3dv', 'overunder', 'topbottom', 'topandbottom'],
  mono: ['mono', 'monoscopic'],
  /** Nobody can mean anything else by these. */
  unmistakable: ['180x180', 'vr180', '180vr', '360x180', '180x360', 'vr360', '360vr', 'equirectangular', 'equirect'],
} as const;
/** Words of some text, and each two and three that follow each other as one: `Side-by-side` is `sidebyside` too. */
function wordsOf(texts: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const text of texts) {
    const single = text.toLowerCase().match(/[\p{L}\p{N}°]+/gu) ?? [];
    for (let at = 0; at < single.length; at += 1)
      for (let length = 1; length <= 3; length += 1) found.add(single.slice(at, at + length).join(''));
  }
  return found;
}

/** Shapes that tell something, each allowed to be off by a twentieth. */
const isAbout = (shape: number, wanted: number): boolean => Math.abs(shape / wanted - 1) < 0.05;

/** The packing that makes a picture of this shape what it is to be: each eye sees twice as wide as high of a sphere, a square of a half. */
function packingFor(projection: Around, shape: number): Packing | null {
  const eye = projection === '360' ? 2 : 1;
  if (isAbout(shape, eye)) return 'mono';
  if (isAbout(shape, eye * 2)) return 'side-by-side';
  return isAbout(shape, eye / 2) ? 'top-bottom' : null;
}

/** How a film is best looked at in the VR view, and whether it is sure to be meant for that. */
export function guessView({ spherical, names, tags, width, height }: Hints): Guess {
  if (spherical) return { view: spherical, packings: { '180': spherical.packing, '360': spherical.packing }, sure: true };
  const shape = width && height ? width / height : 16 / 9;
  const found = wordsOf([...names, ...tags]);
  const has = (kind: keyof typeof words): boolean => words[kind].some((word) => found.has(word));
  const packed = has('side-by-side') ? 'side-by-side' : has('top-bottom') ? 'top-bottom' : has('mono') ? 'mono' : null;
  const packingOf = (projection: Around): Packing => packed ?? packingFor(projection, shape) ?? 'mono';
  const packings = { '180': packingOf('180'), '360': packingOf('360') };
  const as = (projection: Around, sure: boolean): Guess => ({ view: { projection, packing: packings[projection] }, packings, sure });
  const told = has('180') ? '180' : has('360') ? '360' : null;
  // A number alone may be part of a title.
  if (told !== null) return as(told, packed !== null || packingFor(told, shape) !== null || has('vr') || has('unmistakable'));
  // Nearly all that is twice as wide as high and called VR is half a sphere for two eyes, and what is square a sphere for two.
  if (has('vr') && isAbout(shape, 2)) return as('180', true);
  return as('360', has('vr') && isAbout(shape, 1));
}
