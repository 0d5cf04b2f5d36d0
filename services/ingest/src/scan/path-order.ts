/**
 * Orders paths as PostgreSQL's "C" collation does: by the bytes of their UTF-8 form. JavaScript's own order differs where
 * characters beyond U+FFFF (surrogate pairs here) meet U+E000–U+FFFF, so the walker and the database would disagree.
 */
export function comparePaths(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left !== right) return weight(left) - weight(right);
  }
  return a.length - b.length;
}

// Surrogates (D800–DFFF) stand for characters above all of E000–FFFF: swap the two ranges.
const weight = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800);

/** Whether `path` is `folder` or lies in it; the empty folder is the root. Both without a slash at the end. */
export const isWithin = (path: string, folder: string): boolean => folder === '' || path === folder || path.startsWith(`${folder}/`);

/** Folders sorted, without those that lie in another one of them. */
export function outermost(folders: readonly string[]): string[] {
  // Sorting by `folder/` puts what lies in a folder directly after it.
  const sorted = [...new Set(folders)].sort((a, b) => comparePaths(`${a}/`, `${b}/`));
  if (sorted.includes('')) return [''];
  const kept: string[] = [];
  for (const folder of sorted) {
    const last = kept.at(-1);
    if (last === undefined || !isWithin(folder, last)) kept.push(folder);
  }
  return kept;
}
