import { expect, it } from 'vitest';
import { clipOf } from './clip.js';

const marked = { start: 10, end: 14, duration: 60, partStart: null, spriteVersion: 'v1' };

it('a clip shows the range of a marker', () => {
  expect(clipOf(marked)).toEqual({ startSeconds: 10, endSeconds: 14, version: 'v1-10000-14000' });
  expect(clipOf({ ...marked, partStart: 100 })).toMatchObject({ startSeconds: 110, endSeconds: 114 });
});

it('of a moment it shows some seconds, within the film', () => {
  expect(clipOf({ ...marked, end: null })).toMatchObject({ startSeconds: 10, endSeconds: 16 });
  expect(clipOf({ ...marked, start: 58, end: null })).toMatchObject({ startSeconds: 58, endSeconds: 60 });
  expect(clipOf({ ...marked, start: 61, end: null })).toMatchObject({ startSeconds: 59, endSeconds: 60 });
});

it('there is none of what was not analysed', () => {
  expect(clipOf({ ...marked, duration: null })).toBeNull();
  expect(clipOf({ ...marked, spriteVersion: null })).toBeNull();
});
