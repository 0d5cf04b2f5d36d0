import { expect, it } from 'vitest';
import { oldVersionWarning } from './tools-status.js';

it('warns of an ffmpeg with known holes and says what to do', () => {
  expect(oldVersionWarning('5.1.9-0+deb12u1')).toEqual({
    code: 'media.ffmpeg_old',
    message: expect.stringMatching(/5\.1\.9.*8\.1\.2, 8\.0\.3, 7\.1\.5.*install a newer ffmpeg/),
  });
  expect(oldVersionWarning('8.1.2')).toBeNull();
});
