import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePaths, isWithin, outermost } from './path-order.js';

const utf8Order = (a: string, b: string) => Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)));

describe('comparePaths', () => {
  it('orders as the bytes of UTF-8 do, also where UTF-16 would not', () => {
    expect(['\uFF21', '\u{1F3AC}'].sort()).toEqual(['\u{1F3AC}', '\uFF21']);
    expect(comparePaths('\u{1F3AC}', '\uFF21')).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(Math.sign(comparePaths(a, b))).toBe(utf8Order(a, b));
      }),
    );
  });

  it('puts a file whose name goes on below the slash before the content of the folder', () => {
    expect(['a/b', 'a.txt', 'a b'].sort(comparePaths)).toEqual(['a b', 'a.txt', 'a/b']);
  });
});

describe('outermost', () => {
  it('drops folders that lie in another', () => {
    expect(outermost(['b', 'a/x', 'a', 'a b', 'a/x/y', 'a'])).toEqual(['a b', 'a', 'b']);
    expect(outermost(['a', ''])).toEqual(['']);
    expect(outermost([])).toEqual([]);
  });

  it('does not take a shared beginning for a parent', () => {
    expect(isWithin('ab', 'a')).toBe(false);
    expect(isWithin('a/b', 'a')).toBe(true);
    expect(isWithin('a', 'a')).toBe(true);
    expect(isWithin('anything', '')).toBe(true);
  });
});
