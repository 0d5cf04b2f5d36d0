import { expect, it } from 'vitest';
import { decodeProblem, probeProblem } from './problems.js';

const path = '/films/a b.mp4';

it.each([
  ["[magicyuv @ 0x5621f96f3a40] Codec (magicyuv) not on whitelist 'h264,aac'\n", 'media.unsupported', { format: 'magicyuv' }],
  [`[hls @ 0x556f4268a280] Format not on whitelist 'mov,avi'\nfile:${path}: Invalid argument\n`, 'media.unsupported', { format: 'hls' }],
  [
    `[mov,mp4,m4a,3gp,3g2,mj2 @ 0x556c301b24c0] moov atom not found\nfile:${path}: Invalid data found\n`,
    'media.unreadable',
    { problem: 'moov atom not found' },
  ],
  [
    `file:${path}: Invalid data found when processing input\n`,
    'media.unreadable',
    { problem: 'the file: Invalid data found when processing input' },
  ],
  [`file:${path}: No such file or directory\n`, 'media.vanished', {}],
  [`file:${path}: Permission denied\n`, 'media.unreadable', { problem: 'the server may not read it' }],
  ['', 'media.unreadable', { problem: 'no reason was given' }],
])('reads %j', (stderr, code, details) => {
  expect(probeProblem(stderr, path)).toMatchObject({ code, details });
});

it('never shows where a file lies', () => {
  expect(decodeProblem(`[h264 @ 0x1] broken ${path}\n`, path).toReason()).toEqual({
    code: 'media.undecodable',
    message: 'No picture could be decoded: broken the file',
    details: { problem: 'broken the file' },
  });
});
