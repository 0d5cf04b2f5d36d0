import type { PlaybackClient } from '@reelm/contracts';

/** Types that are asked about, by the names that the server knows. Any answer but "no" counts: the browser finds out by playing. */
const containers = {
  mp4: ['video/mp4'],
  // Browsers that play MP4 play QuickTime's files of the same make, though they do not say so.
  mov: ['video/quicktime', 'video/mp4'],
  webm: ['video/webm'],
  mkv: ['video/x-matroska', 'video/matroska'],
  ogg: ['video/ogg'],
} as const;
const videoCodecs = {
  h264: ['video/mp4; codecs="avc1.640028"'],
  hevc: ['video/mp4; codecs="hvc1.1.6.L120.B0"', 'video/mp4; codecs="hev1.1.6.L120.B0"'],
  vp8: ['video/webm; codecs="vp8"'],
  vp9: ['video/mp4; codecs="vp09.00.40.08"', 'video/webm; codecs="vp9"'],
  av1: ['video/mp4; codecs="av01.0.08M.08"'],
  theora: ['video/ogg; codecs="theora"'],
} as const;
const audioCodecs = {
  aac: ['audio/mp4; codecs="mp4a.40.2"'],
  mp3: ['audio/mpeg'],
  opus: ['audio/webm; codecs="opus"', 'audio/mp4; codecs="opus"'],
  vorbis: ['audio/webm; codecs="vorbis"'],
  flac: ['audio/flac', 'audio/mp4; codecs="flac"'],
  ac3: ['audio/mp4; codecs="ac-3"'],
  eac3: ['audio/mp4; codecs="ec-3"'],
} as const;

const namesOf = (types: Readonly<Record<string, readonly string[]>>, plays: (type: string) => boolean): string[] =>
  Object.entries(types).flatMap(([name, all]) => (all.some(plays) ? [name] : []));

/** What a browser says that it plays. @param plays whether it plays a type */
export const clientOf = (plays: (type: string) => boolean, hdr: boolean): PlaybackClient => ({
  containers: namesOf(containers, plays),
  videoCodecs: namesOf(videoCodecs, plays),
  audioCodecs: namesOf(audioCodecs, plays),
  hdr,
  maxHeight: null,
});

/** Of this browser. */
export function thisClient(): PlaybackClient {
  const element = document.createElement('video');
  const plays = (type: string): boolean =>
    element.canPlayType(type) !== '' || (typeof MediaSource !== 'undefined' && MediaSource.isTypeSupported(type));
  return clientOf(plays, window.matchMedia('(dynamic-range: high)').matches);
}

/** ffprobe's name of a container has all that its reader knows; Matroska and WebM share one. */
const kinds: readonly [pattern: RegExp, kind: string][] = [
  [/\bmp4\b/, 'mp4'],
  [/\bwebm\b/, 'webm'],
  [/\bmatroska\b/, 'mkv'],
  [/\bogg\b/, 'ogg'],
];

interface FileFacts {
  container: string;
  videoCodec: string;
  audioCodec: string | null;
  audioTracks: number;
  pixelFormat: string | null;
  hdr: boolean;
}

/** Whether a file is of a kind that plays as it is for sure: then it need not wait for the server's answer. */
export function playsAsIs(
  client: PlaybackClient,
  { container, videoCodec, audioCodec, audioTracks, pixelFormat, hdr }: FileFacts,
): boolean {
  const known = kinds.filter(([pattern]) => pattern.test(container)).map(([, kind]) => kind);
  return (
    known.some((kind) => client.containers.includes(kind)) &&
    client.videoCodecs.includes(videoCodec) &&
    (audioCodec === null || client.audioCodecs.includes(audioCodec)) &&
    // A browser takes the first of several, which need not be the one that is meant, and so with pictures, of which such files may have several too.
    audioTracks <= 1 &&
    // Deeper colours are not for every decoder of the codec.
    (pixelFormat === null || /^yuvj?420p$/.test(pixelFormat)) &&
    !hdr
  );
}
