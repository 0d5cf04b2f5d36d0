import { PlaybackClient, PlaybackReasonCode } from '@reelm/contracts';
import { expect, it } from 'vitest';
import { converting, decide, reasonText, type Decision } from './decision.js';
import type { AudioTrack, StreamDetails } from './stream-details.js';

const track = (given: Partial<AudioTrack> = {}): AudioTrack => ({
  stream: 1,
  codec: 'aac',
  profile: 'LC',
  channels: 2,
  language: null,
  title: null,
  isDefault: true,
  ...given,
});
const film = (video: Partial<StreamDetails['video']> = {}, given: Partial<StreamDetails> = {}): StreamDetails => ({
  container: 'mov,mp4,m4a,3gp,3g2,mj2',
  startSeconds: 0,
  durationSeconds: 60,
  bitRate: 1_000_000,
  video: {
    stream: 0,
    isFirst: true,
    codec: 'h264',
    profile: 'High',
    level: 40,
    pixelFormat: 'yuv420p',
    codedWidth: 1920,
    codedHeight: 1080,
    width: 1920,
    height: 1080,
    rotation: 0,
    frameRate: 25,
    interlaced: false,
    hdr: false,
    hdrTransfer: null,
    fullRange: false,
    ...video,
  },
  audio: [track()],
  ...given,
});
const mkv = { container: 'matroska,webm' };
const two = { audio: [track(), track({ stream: 2, isDefault: false })] };
const client = PlaybackClient.parse({
  containers: ['mp4', 'webm'],
  videoCodecs: ['h264', 'vp9', 'hevc', 'vp8'],
  audioCodecs: ['aac', 'opus'],
});

it.each<[string, StreamDetails, object, Partial<Decision>]>([
  ['what a player opens', film(), {}, { way: 'direct', reason: 'direct.playable', audioTrack: 0 }],
  ['a silent film', film({}, { audio: [] }), {}, { way: 'direct', audioTrack: null, sound: 'none' }],
  ['another wrapping', film({}, mkv), {}, { way: 'remux', reason: 'remux.container', sound: 'copy' }],
  ['web codecs in Matroska', film({ codec: 'vp9' }, { ...mkv, audio: [track({ codec: 'opus' })] }), {}, { way: 'direct' }],
  ['QuickTime', film(), { extension: 'mov' }, { way: 'remux', reason: 'remux.container' }],
  [
    'sound that cannot be heard',
    film({}, { audio: [track({ codec: 'ac3' })] }),
    {},
    { way: 'remux', reason: 'remux.audio_codec', sound: 'aac' },
  ],
  ['sound of a transport stream', film({}, { container: 'mpegts' }), {}, { way: 'remux', sound: 'aac' }],
  ['another language', film({}, two), { audioTrack: 1 }, { way: 'remux', reason: 'remux.audio_track', audioTrack: 1 }],
  ['a language that is not there', film({}, two), { audioTrack: 9 }, { way: 'direct', audioTrack: 0 }],
  ['not the first picture', film({ isFirst: false }), {}, { way: 'remux', reason: 'remux.streams' }],
  ['a part of a file', film(), { isRange: true }, { way: 'remux', reason: 'remux.part' }],
  ['a codec that is not played', film({ codec: 'mpeg4' }), {}, { way: 'transcode', reason: 'transcode.video_codec', sound: 'aac' }],
  [
    'a codec that cannot be passed on',
    film({ codec: 'vp8' }, { ...mkv, audio: [track()] }),
    {},
    { way: 'transcode', reason: 'transcode.video_codec' },
  ],
  ['10-bit H.264', film({ pixelFormat: 'yuv420p10le' }), {}, { way: 'transcode', reason: 'transcode.video_profile' }],
  ['10-bit HEVC', film({ codec: 'hevc', pixelFormat: 'yuv420p10le' }), {}, { way: 'direct' }],
  ['HDR', film({ codec: 'hevc', hdr: true }), {}, { way: 'transcode', reason: 'transcode.hdr' }],
  ['HDR on an HDR screen', film({ codec: 'hevc', hdr: true }), { client: { ...client, hdr: true } }, { way: 'direct' }],
  ['more than a phone wants', film(), { client: { ...client, maxHeight: 720 } }, { way: 'transcode', reason: 'transcode.height' }],
  ['a high picture, not too wide', film({ width: 720, height: 1280 }), { client: { ...client, maxHeight: 720 } }, { way: 'direct' }],
])('%s', (_, details, wish, expected) => {
  expect(decide(details, { client, audioTrack: null, isRange: false, extension: 'mp4', ...wish })).toMatchObject(expected);
});

it('converts the sound with the picture', () => {
  const decision = decide(film({}, mkv), { client, audioTrack: null, isRange: false, extension: 'mkv' });
  expect(converting(decision, 'transcode.keyframes')).toEqual({
    way: 'transcode',
    reason: 'transcode.keyframes',
    audioTrack: 0,
    sound: 'aac',
  });
});

it('has a sentence for every reason', () => {
  const sentences = PlaybackReasonCode.options.map((reason) => reasonText(reason, film(), 0));
  expect(new Set(sentences).size).toBe(sentences.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
});
