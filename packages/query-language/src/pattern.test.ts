import { describe, expect, it } from 'vitest';
import { findPatternError } from './pattern.js';

describe('a regular expression', () => {
  it.each([
    '',
    'a*b+?c??',
    String.raw`\(a\)\\`,
    '[]a)*]+',
    '[^](]',
    '[[:alpha:])(]{2}',
    String.raw`[\]]x`,
    '(?:a|b)*(?=c)(?<!d)',
    '(a|)',
    'a{2,3}',
    '***=(((',
    '(?q)((',
  ])('passes: %s', (pattern) => {
    expect(findPatternError(pattern)).toBeUndefined();
  });

  it.each([
    ['a(b', '(', 1],
    ['(a)(b(c)', '(', 3],
    ['a)b(', ')', 1],
    ['ab[c', '[', 2],
    ['[[:alpha:]', '[', 0],
    [String.raw`[a\]`, '[', 0],
    ['*a', '*', 0],
    ['a|+b', '+', 2],
    ['(?:*a)', '*', 3],
    ['^*', '*', 1],
    [String.raw`a\\\ `.trim(), '\\', 3],
    [String.raw`(a)\1`, String.raw`\1`, 3],
  ])('%s is refused at its %s', (pattern, part, start) => {
    const found = findPatternError(pattern);
    expect(pattern.slice(found?.start, found?.end)).toBe(part);
    expect(found?.start).toBe(start);
    expect(found?.message).toMatch(/\.$/);
  });
});
