import type { SheetLayout } from '@reelm/contracts';
import { workingSize, type Picture, type Size } from './yunet.js';

/** Loaded at first use, like the detector's runtime: together they are half of the memory that an idle service would take. */
async function loadSharp() {
  const { default: sharp } = await import('sharp');
  // A sheet is read once per job and never again: caching it would only hold memory, and one thread is as fast on a small picture.
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}

/** Largest sheet that is opened; a picture that claims more is broken or hostile. */
const MAX_PIXELS = 64_000_000;

/** Place of cell `index` on a sheet, in pixels. */
export function cellPlace({ columns, cellWidth, cellHeight }: SheetLayout, index: number): Size & { left: number; top: number } {
  return { left: (index % columns) * cellWidth, top: Math.floor(index / columns) * cellHeight, width: cellWidth, height: cellHeight };
}

/** Decodes a picture in any common format to RGB, turned as its metadata says. Throws when it is none. */
export async function decodePicture(encoded: Buffer): Promise<Picture> {
  const sharp = await loadSharp();
  const { data, info } = await sharp(encoded, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    .autoOrient()
    .flatten()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { rgb: data, width: info.width, height: info.height };
}

/** Cuts a part out of a picture and shrinks it to the size at which the detector looks at it. */
export async function cutForDetection(picture: Picture, part: Size & { left: number; top: number }): Promise<Picture> {
  const sharp = await loadSharp();
  const { width, height } = workingSize(part);
  const rgb = await sharp(picture.rgb, { raw: { width: picture.width, height: picture.height, channels: 3 } })
    .extract({ left: part.left, top: part.top, width: part.width, height: part.height })
    .resize({ width, height, fit: 'fill' })
    .raw()
    .toBuffer();
  return { rgb, width, height };
}
