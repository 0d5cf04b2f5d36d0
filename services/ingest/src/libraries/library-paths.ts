/** Whether one folder lies in the other, or they are the same. Absolute paths without a slash at the end. */
export const overlaps = (a: string, b: string): boolean => contains(a, b) || contains(b, a);

const contains = (outer: string, inner: string): boolean => inner === outer || inner.startsWith(outer.endsWith('/') ? outer : `${outer}/`);
