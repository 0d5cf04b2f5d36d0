import { expect, it } from 'vitest';
import { hasKnownHoles, parseVersion } from './versions.js';

it('reads the version as the program tells it', () => {
  expect(parseVersion('ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026 the FFmpeg developers\nbuilt with gcc')).toBe(
    '5.1.9-0+deb12u1',
  );
  expect(parseVersion('ffprobe version n8.0.3 Copyright')).toBe('n8.0.3');
  expect(parseVersion('sh: not found')).toBeNull();
});

it.each([
  ['5.1.9-0+deb12u1', true],
  ['7.0.9', true],
  ['7.1.4', true],
  ['7.1.5', false],
  ['n8.0.2', true],
  ['8.0.3', false],
  ['8.1', true],
  ['8.1.2-1', false],
  ['8.2', false],
  ['9.0', false],
  ['N-121234-gabcdef', false],
])('%s has known holes: %s', (version, expected) => {
  expect(hasKnownHoles(version)).toBe(expected);
});
