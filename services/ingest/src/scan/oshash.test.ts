import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oshash, TruncatedError } from './oshash.js';

/** Hashes content that is handed out in pieces of at most 1,000 bytes. */
const hashOf = (content: Uint8Array, size = content.length): string | null =>
  oshash(size, (buffer, length, position) => {
    const piece = content.subarray(position, position + Math.min(length, 1_000));
    buffer.set(piece);
    return piece.length;
  });

/** The definition, word for word, with BigInt. */
function reference(content: Buffer): string {
  const length = content.length < 65_536 ? Math.floor(content.length / 8) * 8 : 65_536;
  let sum = BigInt(content.length);
  for (const part of [content.subarray(0, length), content.subarray(content.length - length)]) {
    for (let at = 0; at < length; at += 8) sum += part.readBigUInt64LE(at);
  }
  return BigInt.asUintN(64, sum).toString(16).padStart(16, '0');
}

describe('oshash', () => {
  it.each([
    ['a short text', Buffer.from('hello world'), 'd3e392dee38cd4df'],
    ['a text doubled 15 times', Buffer.from('this is a test'.repeat(2 ** 15)), '6a0eba04654d0b9b'],
    ['all byte values', Buffer.from(Array.from({ length: 512 * 256 }, (_, at) => at % 256)), 'a0601fdf9f610000'],
    ['zeros', Buffer.alloc(131_072), '0000000000020000'],
  ])('knows the published value of %s', (_, content, expected) => {
    expect(hashOf(content)).toBe(expected);
  });

  it('has no value for eight bytes or less', () => {
    expect(hashOf(Buffer.alloc(0))).toBeNull();
    expect(hashOf(Buffer.alloc(8, 1))).toBeNull();
    expect(hashOf(Buffer.alloc(9, 1))).toBe(reference(Buffer.alloc(9, 1)));
  });

  it('carries correctly where all bits are set, around the chunk size too', () => {
    for (const size of [65_535, 65_536, 65_537, 131_071, 131_073]) {
      const content = Buffer.alloc(size, 0xff);
      expect(hashOf(content)).toBe(reference(content));
    }
  });

  it('equals the definition for any content', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 9, maxLength: 300 }), (bytes) => {
        expect(hashOf(bytes)).toBe(reference(Buffer.from(bytes)));
      }),
      { numRuns: 100 },
    );
  });

  it('does not invent a value for a file that got shorter', () => {
    expect(() => hashOf(Buffer.alloc(70_000, 7), 100_000)).toThrow(TruncatedError);
  });
});
