/** Bytes `start` to `end`, both included. */
export interface Bytes {
  start: number;
  end: number;
}

/**
 * What a `Range` header asks of `size` bytes: one part, `unsatisfiable`, or null to send the whole.
 * As RFC 9110 allows, headers of another unit, of several parts or of bad form are as if they were not there.
 */
export function parseRange(header: string | undefined, size: number): Bytes | 'unsatisfiable' | null {
  const match = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? '');
  if (match === null) return null;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return null;
  if (first === '') return suffix(Number(last), size);
  const start = Number(first);
  if (last !== '' && Number(last) < start) return null;
  if (start >= size) return 'unsatisfiable';
  return { start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}

const suffix = (length: number, size: number): Bytes | 'unsatisfiable' =>
  length === 0 || size === 0 ? 'unsatisfiable' : { start: Math.max(size - length, 0), end: size - 1 };
