import { createHash } from 'node:crypto';
import { ArtifactKind } from '@reelm/contracts';
import type { Content } from '../files/content.js';
import type { PicturesSettings } from '../media/arguments.js';
import { standardPictures } from '../media/technique.js';

/** Grows when the same file would give other pictures than before. */
const recipe = '1';

/** What was chosen for the pictures; nothing where nobody chose, as it was before one could. */
const chosen = (settings: PicturesSettings): string =>
  JSON.stringify(settings) === JSON.stringify(standardPictures) ? '' : `:${settings.cells}:${settings.cellWidth}:${settings.quality}`;

/** Short name of some bytes: the version in URLs. Whatever it is made of, others give another. */
export const versionOf = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex').slice(0, 12);

/** Short name of the content, the recipe and the settings: the version of all that is made of it. */
export const contentVersion = ({ fileId, bytes, modifiedAt }: Content, settings = standardPictures): string =>
  versionOf(`${fileId}:${bytes}:${Date.parse(modifiedAt)}:${recipe}${chosen(settings)}`);

const files: Record<ArtifactKind, { name: string; contentType: string }> = {
  cover: { name: 'cover.jpg', contentType: 'image/jpeg' },
  sprite: { name: 'sprite.jpg', contentType: 'image/jpeg' },
  'sprite-vtt': { name: 'sprite.vtt', contentType: 'text/vtt; charset=utf-8' },
  frames: { name: 'frames.jpg', contentType: 'image/jpeg' },
};

export const contentTypeOf = (kind: ArtifactKind): string => files[kind].contentType;

/**
 * Key of what is made of a file in the object store, under the version of what it was made from, or of its own bytes. Folders are spread by
 * the last two digits of the file's id, which are random; the first ones are a clock.
 */
export const objectKey = (fileId: string, version: string, name: string): string =>
  `files/${fileId.slice(-2)}/${fileId}/${version}/${name}`;

/** Key of an artifact: the same input always gives the same key, other content another one. */
export const artifactKey = (content: Content, kind: ArtifactKind, settings = standardPictures): string =>
  objectKey(content.fileId, contentVersion(content, settings), files[kind].name);
