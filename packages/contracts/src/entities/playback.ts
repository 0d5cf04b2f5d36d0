import { z } from 'zod';
import { FailureReason, Id } from '../primitives.js';

/** How a video comes to a player: the file as it is, the file's picture in another wrapping, or converted. */
export const StreamWay = z.enum(['direct', 'remux', 'transcode']);
export type StreamWay = z.infer<typeof StreamWay>;

const Codecs = z.array(z.string().trim().toLowerCase().min(1).max(40)).max(50);

/** What a player can play, in ffprobe's names of codecs. What is not named cannot be played. */
export const PlaybackClient = z
  .object({
    containers: Codecs.default(['mp4']).describe('Files that it opens as they are: `mp4`, `mov`, `webm`, `mkv`, `ogg`, `mpegts`'),
    videoCodecs: Codecs.default(['h264']).describe('For example `h264`, `hevc`, `vp8`, `vp9`, `av1`'),
    audioCodecs: Codecs.default(['aac', 'mp3']).describe('For example `aac`, `mp3`, `opus`, `vorbis`, `flac`, `ac3`, `eac3`'),
    hdr: z.boolean().default(false).describe('The screen shows HDR'),
    maxHeight: z.number().int().min(144).max(16_384).nullable().default(null).describe('Largest shorter side of the picture, in pixels'),
  })
  .strict();
export type PlaybackClient = z.infer<typeof PlaybackClient>;

const PlayerName = z.string().regex(/^[\w-]{1,64}$/);

export const PlaybackRequest = z
  .object({
    client: PlaybackClient.default(PlaybackClient.parse({})),
    fileId: Id.optional().describe('Which file of the video; the one that is shown where left out'),
    audioTrack: z.number().int().min(0).max(63).optional().describe('Place among the audio tracks; the default one where left out'),
    startSeconds: z.number().nonnegative().optional().describe('Where the player will begin, so that this is made first'),
    player: PlayerName.optional().describe(
      'Which player asks, any text of its own: what is made for it elsewhere is stopped when it goes on here. The browser (its session) where left out',
    ),
  })
  .strict();
export type PlaybackRequest = z.infer<typeof PlaybackRequest>;

/** Why a way was chosen; a text for people stands beside it. */
export const PlaybackReasonCode = z.enum([
  'direct.playable',
  'remux.container',
  'remux.streams',
  'remux.part',
  'remux.audio_codec',
  'remux.audio_track',
  'transcode.video_codec',
  'transcode.video_profile',
  'transcode.hdr',
  'transcode.height',
  'transcode.keyframes',
  'transcode.indexing',
  'transcode.part',
]);
export type PlaybackReasonCode = z.infer<typeof PlaybackReasonCode>;

/** `original` is the picture as it is in the file; others are named by their shorter side, for example `720p`. */
const QualityId = z.string().regex(/^(original|[1-9]\d{1,3}p)$/);

export const PlaybackQuality = z.object({
  id: QualityId,
  way: StreamWay,
  width: z.number().int().positive().describe('As shown: turned and with square pixels'),
  height: z.number().int().positive(),
  bitRate: z.number().int().positive().nullable().describe('Bits per second, about; null where the file does not tell'),
  keepsUp: z.boolean().describe('Whether this machine makes it as fast as it is played'),
  url: z.string().describe('The file, or an HLS playlist of this quality alone'),
});
export type PlaybackQuality = z.infer<typeof PlaybackQuality>;

export const PlaybackAudioTrack = z.object({
  index: z.number().int().nonnegative().describe('Place among the audio tracks'),
  language: z.string().nullable().describe('As the file tells, mostly ISO 639-2, for example `eng`'),
  title: z.string().nullable(),
  codec: z.string(),
  channels: z.number().int().nonnegative(),
  isDefault: z.boolean(),
});
export type PlaybackAudioTrack = z.infer<typeof PlaybackAudioTrack>;

/** How one player gets one video. */
export const Playback = z.object({
  fileId: Id,
  way: StreamWay,
  reason: z.object({ code: PlaybackReasonCode, message: z.string() }),
  type: z.enum(['file', 'hls']).describe('What the address leads to'),
  url: z.string().describe('What to play: the file by byte ranges, or an HLS playlist with all qualities, the best first'),
  durationSeconds: z.number().positive().nullable(),
  width: z.number().int().positive().describe('As shown: turned and with square pixels'),
  height: z.number().int().positive(),
  frameRate: z.number().positive().nullable(),
  hdr: z.boolean().describe('Whether the picture that the address leads to is HDR'),
  qualities: z.array(PlaybackQuality).describe('Best first; the first is the one that is played'),
  audioTracks: z.array(PlaybackAudioTrack),
  audioTrack: z.number().int().nonnegative().nullable().describe('Which of them is heard'),
  keepsUp: z.boolean().describe('Whether this machine makes the chosen quality as fast as it is played'),
  suggestedQuality: QualityId.nullable().describe('A lower quality that this machine keeps up with, where it does not with the chosen one'),
  refusal: FailureReason.nullable().describe('Why the address cannot be played now: `stream.machine_full`'),
});
export type Playback = z.infer<typeof Playback>;

/** What transcode answers of a playback: addresses are below its own folder of the file. */
export const PlaybackPlan = Playback.omit({ fileId: true, url: true, qualities: true }).extend({
  version: z.string().describe('Of the content and of how it is converted; part of every address'),
  /** Address below the folder of the file; null for the file itself. */
  path: z.string().nullable(),
  qualities: z.array(PlaybackQuality.omit({ url: true }).extend({ path: z.string().nullable() })),
});
export type PlaybackPlan = z.infer<typeof PlaybackPlan>;

/** Which part of a file is a video of its own; all of it where null. */
export const FileRange = z.object({ startSeconds: z.number().nonnegative(), endSeconds: z.number().positive() });
export type FileRange = z.infer<typeof FileRange>;

/** Picture of a stream: `copy` from the file, or converted to a shorter side of so many pixels. */
export const StreamPicture = z.string().regex(/^(copy|[1-9]\d{1,3}p)$/);
/** Sound of a stream: `none`, or `copy` or `aac` of the audio track with this number. */
export const StreamSound = z.string().regex(/^(none|(copy|aac)-\d{1,2})$/);
/** `12.m4s` is the thirteenth segment. */
export const SegmentName = z.string().regex(/^\d{1,6}\.m4s$/);

/** What every address of a stream carries. */
export const StreamQuery = z.object({
  at: z.coerce.number().nonnegative().optional().describe('Where the player will begin, in seconds, so that this is made first'),
  v: z.string().max(100).optional().describe('Version of the stream, as the playback told it'),
  player: PlayerName.optional().describe('Which player asks: what it no longer needs is stopped at once'),
});
export type StreamQuery = z.infer<typeof StreamQuery>;
