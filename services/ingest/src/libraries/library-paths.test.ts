import { describe, expect, it } from 'vitest';
import { overlaps } from './library-paths.js';

describe('overlaps', () => {
  it.each([
    ['/media', '/media', true],
    ['/media', '/media/films', true],
    ['/media/films/x', '/media', true],
    ['/', '/media', true],
    ['/media', '/media2', false],
    ['/media/films', '/media/shows', false],
    ['/media/film', '/media/films', false],
  ])('%s and %s: %s', (a, b, expected) => expect(overlaps(a, b)).toBe(expected));
});
