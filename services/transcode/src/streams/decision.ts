import type { PlaybackClient, PlaybackReasonCode, StreamWay } from '@reelm/contracts';
import type { AudioTrack, StreamDetails } from './stream-details.js';

export interface Wish {
  client: PlaybackClient;
  /** Place among the audio tracks; null for the default one. */
  audioTrack: number | null;
  /** Whether the video is a part of its file. */
  isRange: boolean;
  /** Ending of the file's name, lower case, without the dot. */
  extension: string;
}

/** How a file is played, as far as what it holds tells. */
export interface Decision {
  way: StreamWay;
  reason: PlaybackReasonCode;
  /** Place of the chosen audio track; null for silent films. */
  audioTrack: number | null;
  sound: 'none' | 'copy' | 'aac';
}

/** Codecs that fragmented MP4 carries and players take from it. */
const copiedPictures = ['h264', 'hevc', 'av1', 'vp9'];
const copiedSounds = ['aac', 'opus', 'flac', 'ac3', 'eac3'];
/** Of transport streams and AVI neither time stamps nor framing of the sound can be relied on. */
const soundsCopiedFrom = ['mp4', 'mov', 'mkv', 'webm'];

const eightBit = ['yuv420p', 'yuvj420p'];
const tenBit = [...eightBit, 'yuv420p10le'];
/** What decoders of browsers and phones do; null stands for a file that does not tell. */
const playedPixelFormats: Readonly<Record<string, readonly string[]>> = {
  h264: eightBit,
  vp8: eightBit,
  hevc: tenBit,
  av1: tenBit,
  vp9: tenBit,
};

/** The least that has to be done to a file so that this player can show it. */
export function decide(details: StreamDetails, wish: Wish): Decision {
  const { client, isRange, extension } = wish;
  const { video, audio } = details;
  const chosen = audio[wish.audioTrack ?? -1] ?? audio.find((track) => track.isDefault) ?? null;
  const audioTrack = chosen === null ? null : audio.indexOf(chosen);
  const container = containerOf(details, extension);
  const plays = (track: AudioTrack) => client.audioCodecs.includes(track.codec);
  const answer = (way: StreamWay, reason: PlaybackReasonCode, sound: Decision['sound']): Decision => ({ way, reason, audioTrack, sound });

  const converted = chosen === null ? 'none' : 'aac';
  const obstacle = pictureObstacle(video, client);
  if (obstacle !== null) return answer('transcode', obstacle, converted);

  const opens = client.containers.includes(container);
  const hears = chosen === null || plays(chosen);
  // A player that opens the file by itself takes the first picture and the first sound.
  const takesTheSame = video.isFirst && (audioTrack === null || audioTrack === 0);
  if (opens && hears && takesTheSame && !isRange) return answer('direct', 'direct.playable', 'none');

  if (!copiedPictures.includes(video.codec)) return answer('transcode', 'transcode.video_codec', converted);
  const copiesSound = chosen !== null && hears && copiedSounds.includes(chosen.codec) && soundsCopiedFrom.includes(container);
  const sound = chosen === null ? 'none' : copiesSound ? 'copy' : 'aac';
  if (!hears) return answer('remux', 'remux.audio_codec', sound);
  if (!opens) return answer('remux', 'remux.container', sound);
  if (isRange) return answer('remux', 'remux.part', sound);
  return answer('remux', video.isFirst ? 'remux.audio_track' : 'remux.streams', sound);
}

/** The same with the picture converted, because it cannot be passed on for this reason. */
export const converting = ({ audioTrack }: Decision, reason: PlaybackReasonCode): Decision => ({
  way: 'transcode',
  reason,
  audioTrack,
  sound: audioTrack === null ? 'none' : 'aac',
});

function pictureObstacle(video: StreamDetails['video'], client: PlaybackClient): PlaybackReasonCode | null {
  if (!client.videoCodecs.includes(video.codec)) return 'transcode.video_codec';
  const played = playedPixelFormats[video.codec];
  if (played !== undefined && video.pixelFormat !== null && !played.includes(video.pixelFormat)) return 'transcode.video_profile';
  if (video.hdr && !client.hdr) return 'transcode.hdr';
  if (client.maxHeight !== null && Math.min(video.width, video.height) > client.maxHeight) return 'transcode.height';
  return null;
}

/** Name of the kind of file as players speak of it. */
export function containerOf({ container, video, audio }: StreamDetails, extension: string): string {
  const names = container.split(',');
  if (names.includes('mp4')) return ['mov', 'qt'].includes(extension) ? 'mov' : 'mp4';
  if (names.includes('matroska')) {
    const isWeb = ['vp8', 'vp9', 'av1'].includes(video.codec) && audio.every((track) => ['opus', 'vorbis'].includes(track.codec));
    return isWeb ? 'webm' : 'mkv';
  }
  return names[0] ?? container;
}

/** The reason in words for the one who watches. */
export function reasonText(reason: PlaybackReasonCode, { container, video, audio }: StreamDetails, audioTrack: number | null): string {
  const picture = video.codec.toUpperCase();
  const sound = (audio[audioTrack ?? -1]?.codec ?? '').toUpperCase();
  switch (reason) {
    case 'direct.playable':
      return 'This player can play the file as it is.';
    case 'remux.container':
      return `This player does not open files of this kind (${container.split(',')[0]}); the picture is passed on unchanged.`;
    case 'remux.streams':
      return 'The file holds several pictures; the main one is passed on unchanged.';
    case 'remux.part':
      return 'The video is a range of a file; the picture is passed on unchanged.';
    case 'remux.audio_codec':
      return `This player cannot play the sound (${sound}), which is converted; the picture is passed on unchanged.`;
    case 'remux.audio_track':
      return 'Another audio track than the first of the file was chosen; the picture is passed on unchanged.';
    case 'transcode.video_codec':
      return `This player cannot play the picture (${picture}), which is converted.`;
    case 'transcode.video_profile':
      return `The picture (${picture}, ${video.pixelFormat}) is of a kind that players do not decode, so it is converted.`;
    case 'transcode.hdr':
      return 'The picture is HDR and this screen is not, so its colours are converted.';
    case 'transcode.height':
      return 'The picture is larger than this player wants, so it is converted.';
    case 'transcode.keyframes':
      return 'The picture can be cut in too few places to be passed on unchanged, so it is converted.';
    case 'transcode.indexing':
      return 'Where the picture can be cut is still being looked for, so it is converted meanwhile.';
    case 'transcode.part':
      return 'The video is a range of a file that begins between two keyframes, so the picture is converted.';
  }
}
