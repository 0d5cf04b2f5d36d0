import { expect, test } from 'vitest';
import { z } from 'zod';
import { videoIdFor } from './video-id.js';

const fileId = '019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2b';

test('keeps the time of the file, is a UUIDv7 and is not the id of the file', () => {
  const id = videoIdFor(fileId);
  expect(z.uuidv7().safeParse(id).success).toBe(true);
  expect(id.slice(0, 13)).toBe(fileId.slice(0, 13));
  expect(id).not.toBe(fileId);
});

test('is the same each time, whatever the case', () => {
  expect(videoIdFor(fileId.toUpperCase())).toBe(videoIdFor(fileId));
});

test('differs for files of the same millisecond', () => {
  expect(videoIdFor('019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2c')).not.toBe(videoIdFor(fileId));
});
