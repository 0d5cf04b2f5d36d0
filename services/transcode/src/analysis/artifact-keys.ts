import { createHash } from 'node:crypto';
import { ArtifactKind } from '@reelm/contracts';
import type { Content } from '../files/content.js';

/** Grows when the same file would give other pictures than before. */
export const recipe = '1';

/** Short name of the content and the recipe: the version in the URLs of all that is made of it. */
export const contentVersion = ({ fileId, bytes, modifiedAt }: Content): string =>
  createHash('sha256')
    .update(`${fileId}:${bytes}:${Date.parse(modifiedAt)}:${recipe}`)
    .digest('hex')
    .slice(0, 12);

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
export const artifactKey = (content: Content, kind: ArtifactKind): string =>
  objectKey(content.fileId, contentVersion(content), files[kind].name);

export const artifactKeys = (content: Content): string[] => ArtifactKind.options.map((kind) => artifactKey(content, kind));
