import { describe, expect, it } from 'vitest';
import { movedParents } from './tree-model.js';

describe('moving a tag', () => {
  it('puts the new parent in the place of the old one and keeps the others', () => {
    expect(movedParents(['a', 'b', 'c'], 'b', 'x')).toEqual(['a', 'x', 'c']);
  });

  it('adds a parent where it comes from none', () => {
    expect(movedParents(['a'], null, 'x')).toEqual(['a', 'x']);
    expect(movedParents([], null, 'x')).toEqual(['x']);
  });

  it('never names a parent twice', () => {
    expect(movedParents(['a', 'x'], 'a', 'x')).toEqual(['x']);
    expect(movedParents(['x'], 'x', 'x')).toEqual(['x']);
  });
});
