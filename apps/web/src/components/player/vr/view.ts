import type { Spherical } from '@reelm/contracts';
import { z } from 'zod';

/**
 * How much of what surrounds the camera the picture holds: none of it (a usual film), the half in front or all, both equirectangular, or
 * the circle that a fisheye lens saw.
 */
export const Projection = z.enum(['flat', '180', '360', 'fisheye-180', 'fisheye-190', 'fisheye-200', 'fisheye-220']);
export type Projection = z.infer<typeof Projection>;
/** One that surrounds the camera. */
type Around = Exclude<Projection, 'flat'>;
type Fisheye = Exclude<Around, '180' | '360'>;
export const fisheyes = ['fisheye-180', 'fisheye-190', 'fisheye-200', 'fisheye-220'] as const satisfies readonly Fisheye[];
export const isFisheye = (projection: Projection): projection is Fisheye => projection.startsWith('fisheye');

/** Degrees from one edge of what is seen to the other. */
export const degreesOf: Readonly<Record<Projection, number>> = {
  flat: 0,
  '180': 180,
  '360': 360,
  'fisheye-180': 180,
  'fisheye-190': 190,
  'fisheye-200': 200,
  'fisheye-220': 220,
};

/** Where the pictures of the two eyes lie. */
export const Packing = z.enum(['mono', 'side-by-side', 'top-bottom']);
export type Packing = z.infer<typeof Packing>;

/** How a film is to be looked at. The left eye's picture is on the left, or above; swapped, it is the right eye's. */
export const View = z.object({ projection: Projection, packing: Packing, swapped: z.boolean().default(false) });
export type View = z.infer<typeof View>;

export const flatView: View = { projection: 'flat', packing: 'mono', swapped: false };
export const isSameView = (one: View, other: View): boolean => viewName(one) === viewName(other);

export const packingNames: Record<Packing, string> = {
  mono: 'One picture',
  'side-by-side': 'Side by side',
  'top-bottom': 'Top and bottom',
};
const projectionName = (projection: Projection): string =>
  projection === 'flat' ? 'Flat' : `${isFisheye(projection) ? 'Fisheye ' : ''}${degreesOf[projection]}°`;
/** `180°, side by side` */
export const viewName = ({ projection, packing, swapped }: View): string =>
  [
    projectionName(projection),
    ...(projection === 'flat' || packing === 'mono' ? [] : [packingNames[packing].toLowerCase(), ...(swapped ? ['right eye first'] : [])]),
  ].join(', ');

/** What is known of a film before anybody chose how to look at it. */
export interface Hints {
  /** What the file itself says of its projection. */
  spherical: Spherical | null;
  /** Of the file and the video. */
  names: readonly string[];
  tags: readonly string[];
  width: number | null;
  height: number | null;
}

export interface Guess {
  /** What the VR view begins with. */
  view: View & { projection: Around };
  /** Where the eyes' pictures would lie, were it half a sphere (a fisheye's circle as well), or all of it. */
  packings: Readonly<Record<'180' | '360', Packing>>;
  /** Whether the film is shown that way without anybody asking; a mere shape is no reason, since wide films are as wide. */
  sure: boolean;
}

const words = {
  '180': ['180', '180°', '180x180', 'vr180', '180vr'],
  '360': ['360', '360°', '360x180', '180x360', 'vr360', '360vr', 'equirectangular', 'equirect'],
  'fisheye-180': ['fisheye', 'fisheye180'],
  'fisheye-190': ['fisheye190', 'rf52'],
  'fisheye-200': ['fisheye200', 'mkx200'],
  'fisheye-220': ['fisheye220', 'mkx220', 'vrca220'],
  vr: ['vr', 'virtualreality', 'vrvideo', 'oculus', 'gearvr', 'vive', 'quest'],
  'side-by-side': ['sbs', 'hsbs', 'lr', 'rl', '3dh', 'sidebyside', 'leftright', 'rightleft'],
  'top-bottom': ['tb', 'bt', 'htb', 'ou', 'hou', 'ab', '3dv', 'overunder', 'topbottom', 'topandbottom', 'bottomtop'],
  swapped: ['rl', 'bt', 'rightleft', 'bottomtop'],
  mono: ['mono', 'monoscopic'],
} as const;
/** `fisheye` is part of the others' names, and a fisheye's name often tells of a half as well. */
const toldFirst = [...fisheyes.toReversed(), '180', '360'] as const satisfies readonly Around[];
/** Of the words for projections, those that may be part of a title; nobody can mean anything else by the others. */
const mistakable: ReadonlySet<string> = new Set(['180', '180°', '360', '360°', 'fisheye']);

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

/** As a picture, what a fisheye saw is as wide and high as half a sphere. */
const wholeOrHalf = (projection: Around): '180' | '360' => (projection === '360' ? '360' : '180');

/** The packing that makes a picture of this shape what it is to be: each eye sees twice as wide as high of a sphere, a square of a half. */
function packingFor(projection: Around, shape: number): Packing | null {
  const eye = wholeOrHalf(projection) === '360' ? 2 : 1;
  if (isAbout(shape, eye)) return 'mono';
  if (isAbout(shape, eye * 2)) return 'side-by-side';
  return isAbout(shape, eye / 2) ? 'top-bottom' : null;
}

/** How a film is best looked at in the VR view, and whether it is sure to be meant for that. */
export function guessView({ spherical, names, tags, width, height }: Hints): Guess {
  if (spherical) {
    const { packing } = spherical;
    return { view: { ...spherical, swapped: false }, packings: { '180': packing, '360': packing }, sure: true };
  }
  const shape = width && height ? width / height : 16 / 9;
  const found = wordsOf([...names, ...tags]);
  const has = (kind: keyof typeof words): boolean => words[kind].some((word) => found.has(word));
  const packed = has('side-by-side') ? 'side-by-side' : has('top-bottom') ? 'top-bottom' : has('mono') ? 'mono' : null;
  const packingOf = (projection: Around): Packing => packed ?? packingFor(projection, shape) ?? 'mono';
  const packings = { '180': packingOf('180'), '360': packingOf('360') };
  const as = (projection: Around, sure: boolean): Guess => ({
    view: { projection, packing: packings[wholeOrHalf(projection)], swapped: has('swapped') },
    packings,
    sure,
  });
  const told = toldFirst.find(has);
  const isPlain = toldFirst.some((kind) => words[kind].some((word) => found.has(word) && !mistakable.has(word)));
  if (told !== undefined) return as(told, packed !== null || packingFor(told, shape) !== null || has('vr') || isPlain);
  // Nearly all that is twice as wide as high and called VR is half a sphere for two eyes, and what is square a sphere for two.
  if (has('vr') && isAbout(shape, 2)) return as('180', true);
  return as('360', has('vr') && isAbout(shape, 1));
}

/** The view of a film in another projection than was guessed. */
export const viewIn = (projection: Around, { view, packings }: Guess): View => ({
  projection,
  packing: packings[wholeOrHalf(projection)],
  swapped: view.swapped,
});
