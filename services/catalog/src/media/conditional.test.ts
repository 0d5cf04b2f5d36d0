import { expect, test } from 'vitest';
import { isNotModified, mayAnswerRange } from './conditional.js';

const here = { etag: '"abc"', lastModified: new Date('2026-01-31T08:15:00.500Z') };
const date = 'Sat, 31 Jan 2026 08:15:00 GMT';
const earlier = 'Sat, 31 Jan 2026 08:14:59 GMT';

test.each([
  [{}, false],
  [{ 'if-none-match': '"abc"' }, true],
  [{ 'if-none-match': 'W/"abc"' }, true],
  [{ 'if-none-match': '"x", "abc"' }, true],
  [{ 'if-none-match': '*' }, true],
  [{ 'if-none-match': '"x"' }, false],
  [{ 'if-modified-since': date }, true],
  [{ 'if-modified-since': earlier }, false],
  [{ 'if-modified-since': 'yesterday' }, false],
  // The tag decides where there is one.
  [{ 'if-none-match': '"x"', 'if-modified-since': date }, false],
])('%o is not modified: %o', (headers, expected) => {
  expect(isNotModified(headers, here)).toBe(expected);
});

test.each([
  [{}, true],
  [{ 'if-range': '"abc"' }, true],
  [{ 'if-range': 'W/"abc"' }, false],
  [{ 'if-range': '"x"' }, false],
  [{ 'if-range': date }, true],
  [{ 'if-range': earlier }, false],
  [{ 'if-range': 'nonsense' }, false],
])('%o allows a range: %o', (headers, expected) => {
  expect(mayAnswerRange(headers, here)).toBe(expected);
});
