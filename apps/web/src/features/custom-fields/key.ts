/** A key for a field of this name, as far as its letters allow: `Where it was filmed` → `where_it_was_filmed`. */
export const keyFrom = (label: string): string =>
  label
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '')
    .slice(0, 50);
