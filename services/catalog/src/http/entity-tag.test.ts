import { expect, test } from 'vitest';
import { acceptedVersions, versionTag } from './entity-tag.js';

test.each([
  [undefined, null],
  ['*', null],
  ['"3"', [3]],
  ['3', [3]],
  ['W/"3"', [3]],
  ['"3", W/"4"', [3, 4]],
  ['"abc"', []],
  ['', []],
])('If-Match %o accepts %o', (header, versions) => {
  expect(acceptedVersions(header)).toEqual(versions);
});

test('accepts the tag that it gave', () => {
  expect(acceptedVersions(versionTag(12))).toEqual([12]);
});
