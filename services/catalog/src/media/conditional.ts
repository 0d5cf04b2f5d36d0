/** What tells one content of a resource from another. */
export interface Validators {
  /** Strong tag with its quotes. */
  etag: string;
  lastModified: Date | null;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;
const one = (headers: Headers, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
};

// HTTP dates have whole seconds.
const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);
const bare = (tag: string): string => tag.trim().replace(/^W\//, '');

/** Whether what the client has is still good, so that 304 answers (RFC 9110, 13.2.2). */
export function isNotModified(headers: Headers, { etag, lastModified }: Validators): boolean {
  const tags = one(headers, 'if-none-match');
  if (tags !== undefined) return tags.split(',').some((tag) => bare(tag) === '*' || bare(tag) === etag);
  const since = Date.parse(one(headers, 'if-modified-since') ?? '');
  return lastModified !== null && !Number.isNaN(since) && seconds(lastModified) <= since / 1000;
}

/** Whether a range may be answered: `If-Range` must name exactly what is here, or the client would glue together two contents. */
export function mayAnswerRange(headers: Headers, { etag, lastModified }: Validators): boolean {
  const condition = one(headers, 'if-range')?.trim();
  if (condition === undefined) return true;
  if (condition.startsWith('"') || condition.startsWith('W/')) return condition === etag;
  return lastModified !== null && Date.parse(condition) === seconds(lastModified) * 1000;
}
