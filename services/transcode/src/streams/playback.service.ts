import { Injectable } from '@nestjs/common';
import type { PlaybackPlan, PlaybackQuality, rpcs } from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';
import type { z } from 'zod';
import { audioCodecName, encodedAudioCodecName, encodedVideoCodecName, videoCodecName } from './codec-names.js';
import { converting, decide, reasonText, type Decision } from './decision.js';
import { findRung, ladder, outputFrameRate, type Rung } from './ladder.js';
import { masterPlaylist, type Variant } from './playlists.js';
import type { StreamDetails } from './stream-details.js';
import { StreamFilesService, type StreamFile } from './stream-files.service.js';
import { StreamsService } from './streams.service.js';
import { copiedTimeline } from './timeline.js';

export type PlaybackQuestion = z.output<typeof rpcs.planPlayback.input>;
type Quality = PlaybackPlan['qualities'][number];

/** A player waits no longer than this to begin; until it is known where to cut, the picture is converted. */
const indexingPatienceMs = 4_000;

/** Decides how a player gets a file. */
@Injectable()
export class PlaybackService {
  constructor(
    private readonly files: StreamFilesService,
    private readonly streams: StreamsService,
  ) {}

  /** @throws AppError video.file_missing, and what is wrong with a file that cannot be played */
  async plan({ fileId, range, client, audioTrack, player }: PlaybackQuestion): Promise<PlaybackPlan> {
    const file = await this.files.find(fileId);
    const { details } = file;
    const wish = { client, audioTrack, isRange: range !== null, extension: file.extension };
    const decision = await this.possible(file, decide(details, wish), range);
    const rungs = ladder(details.video, client.maxHeight ?? undefined);
    const qualities = this.qualities(details, decision, rungs);
    const [chosen] = qualities;
    if (chosen === undefined) throw new AppError('media.undecodable', { problem: 'the size of the picture is not known' });
    const { width, height, frameRate, hdr } = details.video;
    const duration =
      range === null ? details.durationSeconds : Math.min(range.endSeconds, details.durationSeconds ?? Infinity) - range.startSeconds;
    const converts = decision.way === 'transcode';
    return {
      way: decision.way,
      reason: { code: decision.reason, message: reasonText(decision.reason, details, decision.audioTrack) },
      type: decision.way === 'direct' ? 'file' : 'hls',
      version: await this.streams.version(file.content),
      path: decision.way === 'direct' ? null : masterPath(decision, qualities),
      durationSeconds: duration !== null && duration > 0 ? duration : null,
      width: converts ? chosen.width : width,
      height: converts ? chosen.height : height,
      frameRate,
      hdr: hdr && !converts,
      qualities,
      audioTracks: details.audio.map(({ language, title, codec, channels, isDefault }, index) => ({
        index,
        language,
        title,
        codec,
        channels,
        isDefault,
      })),
      audioTrack: decision.audioTrack,
      keepsUp: chosen.keepsUp,
      suggestedQuality: chosen.keepsUp ? null : (qualities.find((quality) => quality.keepsUp)?.id ?? null),
      refusal: converts ? this.streams.refusal(details, rungs[0], player) : null,
    };
  }

  /** @param qualities names of pictures, best first. @throws AppError request.invalid for a picture that the file does not have */
  async master(fileId: string, pictures: readonly string[], sound: string, query: string): Promise<string> {
    const { details } = await this.files.find(fileId);
    return masterPlaylist(pictures.map((picture) => variant(details, picture, picture === 'copy' ? sound : convertedSound(sound), query)));
  }

  /** The decision, or one to convert where the picture cannot be cut. */
  private async possible(file: StreamFile, decision: Decision, range: PlaybackQuestion['range']): Promise<Decision> {
    if (decision.way !== 'remux') return decision;
    const cuts = await this.files.cutPlacesWithin(file, indexingPatienceMs);
    if (cuts === null) return converting(decision, 'transcode.indexing');
    const timeline = copiedTimeline(cuts.keyframes, range ?? { startSeconds: 0, endSeconds: cuts.endSeconds }, range === null);
    return typeof timeline === 'string' ? converting(decision, `transcode.${timeline}`) : decision;
  }

  private qualities(details: StreamDetails, { way, audioTrack, sound }: Decision, rungs: readonly Rung[]): Quality[] {
    const { video, bitRate } = details;
    const convertedTo = audioTrack === null ? 'none' : `aac-${audioTrack}`;
    const converted = rungs.map(({ side, width, height, bitRate: bits }): Quality => ({
      id: `${side}p`,
      way: 'transcode',
      width,
      height,
      bitRate: bits,
      keepsUp: this.streams.keepsUp(details, { side, width, height, bitRate: bits }),
      path: `${side}p/${convertedTo}/index.m3u8`,
    }));
    if (way === 'transcode') return converted;
    const original: Quality = {
      id: 'original',
      way,
      width: video.width,
      height: video.height,
      bitRate: bitRate === null ? null : Math.round(bitRate),
      keepsUp: true,
      path: way === 'direct' ? null : `copy/${soundName(sound, audioTrack)}/index.m3u8`,
    };
    return [original, ...converted];
  }
}

const soundName = (sound: Decision['sound'], audioTrack: number | null): string =>
  audioTrack === null || sound === 'none' ? 'none' : `${sound}-${audioTrack}`;
const convertedSound = (sound: string): string => sound.replace(/^copy-/, 'aac-');

const pictureName = ({ id }: Pick<PlaybackQuality, 'id'>): string => (id === 'original' ? 'copy' : id);

const masterPath = ({ sound, audioTrack }: Decision, qualities: readonly Quality[]): string =>
  `master.m3u8?sound=${soundName(sound, audioTrack)}&qualities=${qualities.map(pictureName).join(',')}`;

function variant(details: StreamDetails, picture: string, sound: string, query: string): Variant {
  const { video, audio } = details;
  const uri = `${picture}/${sound}/index.m3u8${query === '' ? '' : `?${query}`}`;
  const [kind, number] = sound.split('-');
  const track = audio[Number(number)];
  const soundCodecs = kind === 'none' || track === undefined ? [] : [kind === 'copy' ? audioCodecName(track) : encodedAudioCodecName];
  if (picture === 'copy') {
    const { width, height, frameRate } = video;
    return { uri, bitRate: details.bitRate ?? 8_000_000, width, height, frameRate, codecs: [videoCodecName(video), ...soundCodecs] };
  }
  const rung = findRung(video, Number.parseInt(picture, 10));
  if (rung === undefined) throw new AppError('request.invalid', { problem: `the file has no picture of ${picture}` });
  const { width, height, bitRate } = rung;
  return { uri, bitRate, width, height, frameRate: outputFrameRate(video.frameRate), codecs: [encodedVideoCodecName, ...soundCodecs] };
}
