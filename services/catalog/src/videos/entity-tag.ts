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
