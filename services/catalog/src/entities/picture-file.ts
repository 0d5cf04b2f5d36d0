import type { Readable } from 'node:stream';
import { AppError } from '@reelm/service-kit';
import sharp from 'sharp';

/** Most bytes that are read of a picture. */
const mostBytes = 20 * 1024 ** 2;
/** Pictures of more pixels are not decoded: each costs four bytes of memory. */
const mostPixels = 100_000_000;
/** Longest side of what is kept, pixels: enough for a page on a large screen. */
const longestSide = 2_000;
const readable = new Set(['jpeg', 'png', 'webp', 'heif']);

export interface PictureFile {
  bytes: Buffer;
  contentType: 'image/webp';
  width: number;
  height: number;
}

/** @throws AppError `request.too_large` */
export async function readAll(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) throw new AppError('request.too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Decodes a picture by its content, whatever it claims to be, and encodes it anew: turned upright, without place and camera, and with no
 * bytes that a browser could take for anything but a picture.
 * @throws AppError `picture.not_image` for other formats, `media.too_large`, `picture.unreadable`
 */
export async function encodePicture(given: Buffer): Promise<PictureFile> {
  if (given.length === 0) throw new AppError('picture.not_image');
  try {
    const { format, width, height } = await sharp(given, { limitInputPixels: false }).metadata();
    if (!readable.has(format)) throw new AppError('picture.not_image');
    if (width * height > mostPixels) throw new AppError('media.too_large', { width, height });
    const { data, info } = await sharp(given, { limitInputPixels: mostPixels, failOn: 'error' })
      .autoOrient()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 88 })
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, contentType: 'image/webp', width: info.width, height: info.height };
  } catch (error) {
    if (error instanceof AppError) throw error;
    const problem = error instanceof Error ? error.message : String(error);
    throw /unsupported image format/i.test(problem)
      ? new AppError('picture.not_image', {}, { cause: error })
      : new AppError('picture.unreadable', { problem }, { cause: error });
  }
}

/** A picture that {@link encodePicture} made as four by three pixels: blue, green, red, rows from the bottom, as Base64. */
export async function placeholderOf(picture: Buffer): Promise<string> {
  const pixels = await sharp(picture).flatten().resize(4, 3, { fit: 'fill' }).flip().toColourspace('srgb').raw().toBuffer();
  for (let at = 0; at + 2 < pixels.length; at += 3) pixels.subarray(at, at + 3).reverse();
  return pixels.toString('base64');
}
