import { expect, it } from 'vitest';
import { artifactKey, contentVersion } from './artifact-keys.js';

const content = { fileId: '019ab000-0000-7000-8000-0000000000f7', bytes: 10, modifiedAt: '2026-01-31T08:15:00.000Z' };

it('names the same input the same, and other content otherwise', () => {
  expect(artifactKey(content, 'cover')).toBe(`files/f7/${content.fileId}/${contentVersion(content)}/cover.jpg`);
  expect(artifactKey({ ...content, modifiedAt: '2026-01-31T08:15:00Z' }, 'cover')).toBe(artifactKey(content, 'cover'));
  const others = [
    { ...content, bytes: 11 },
    { ...content, modifiedAt: '2026-01-31T08:15:00.001Z' },
    { ...content, fileId: content.fileId.replace('f7', 'f8') },
  ];
  expect(new Set([content, ...others].map((one) => contentVersion(one))).size).toBe(4);
});

it('names what is made by other settings otherwise', () => {
  const standard = { cells: 81, cellWidth: 160, quality: 'normal' } as const;
  expect(contentVersion(content, { ...standard })).toBe(contentVersion(content));
  const others = [
    { ...standard, cells: 80 },
    { ...standard, cellWidth: 240 },
    { ...standard, quality: 'fine' as const },
  ];
  expect(new Set([standard, ...others].map((settings) => contentVersion(content, settings))).size).toBe(4);
});
