import type { Request, Response } from 'express';

/** ETag of a version number. */
export const versionTag = (version: number): string => `"${version}"`;

/**
 * What an `If-Match` header demands: null when any version will do (no header, or `*`), otherwise the versions that are acceptable.
 * Weak tags count as well: proxies that compress weaken them. A tag that is no version of ours matches nothing.
 */
export function acceptedVersions(ifMatch: string | undefined): number[] | null {
  if (ifMatch === undefined || ifMatch.trim() === '*') return null;
  return ifMatch.split(',').flatMap((tag) => {
    const version = /^\s*(?:W\/)?"?(\d{1,9})"?\s*$/.exec(tag)?.[1];
    return version === undefined ? [] : [Number(version)];
  });
}

/** Sends an entity with its version as ETag. It changes all the time, so nobody may keep it. */
export const tagged = <T extends { version: number }>(entity: T, response: Response): T => {
  response.setHeader('etag', versionTag(entity.version));
  response.setHeader('cache-control', 'no-store');
  return entity;
};

/** The tag is for edits and does not change with what else is shown (counts, an analysis that fills in): it must never answer 304. */
export const neverUnchanged = (request: Request): void => {
  delete request.headers['if-none-match'];
};
