import { expect, it } from 'vitest';
import { changeAddresses, withQuery } from './hls-addresses.js';

it('changes every address of a playlist and nothing else', () => {
  const playlist = [
    '#EXTM3U',
    '#EXT-X-MAP:URI="init.mp4?v=1"',
    '#EXT-X-MEDIA:TYPE=AUDIO,URI="sound.m3u8",NAME="One"',
    '#EXTINF:6.000000,',
    '0.m4s?v=1',
    '',
    '#EXT-X-ENDLIST',
    '',
  ].join('\n');
  expect(changeAddresses(playlist, (address) => withQuery(address, 'token=t')).split('\n')).toEqual([
    '#EXTM3U',
    '#EXT-X-MAP:URI="init.mp4?v=1&token=t"',
    '#EXT-X-MEDIA:TYPE=AUDIO,URI="sound.m3u8?token=t",NAME="One"',
    '#EXTINF:6.000000,',
    '0.m4s?v=1&token=t',
    '',
    '#EXT-X-ENDLIST',
    '',
  ]);
});
