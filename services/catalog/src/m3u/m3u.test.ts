import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { m3uEntry, m3uHead } from './m3u.js';

const entry = { title: 'Beach, at dawn', seconds: 61.2, startSeconds: null, endSeconds: null, address: 'http://here/1' };

describe('an entry', () => {
  it('tells how long it takes, what it is called and where it is', () => {
    expect(m3uEntry(entry)).toBe('#EXTINF:62,Beach, at dawn\nhttp://here/1\n');
    expect(m3uEntry({ ...entry, seconds: null })).toBe('#EXTINF:-1,Beach, at dawn\nhttp://here/1\n');
  });

  it('of a clip tells where it begins and ends', () => {
    expect(m3uEntry({ ...entry, startSeconds: 5, endSeconds: 9.5 }).split('\n')).toEqual([
      '#EXTINF:5,Beach, at dawn',
      '#EXTVLCOPT:start-time=5',
      '#EXTVLCOPT:stop-time=9.5',
      'http://here/1',
      '',
    ]);
    expect(m3uEntry({ ...entry, startSeconds: 50 })).toMatch(/^#EXTINF:12,/);
  });

  it('has no line that its title made, whatever that is', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('a\nhttp://evil/', 'a\r#EXTVLCOPT:sout=#file{dst=/x}', 'a\u2028b', 'a\u0085b', '\u0000'),
    );
    fc.assert(
      fc.property(hostile, (title) => {
        expect(m3uEntry({ ...entry, title }).split(/[\r\n\v\f\u0085\u2028\u2029]/)).toHaveLength(3);
        expect(m3uHead(title).split(/[\r\n\v\f\u0085\u2028\u2029]/)).toHaveLength(3);
      }),
    );
  });
});
