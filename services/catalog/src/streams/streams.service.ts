import { text } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { PlaybackClient, type Playback, type PlaybackRequest, type StreamQuery } from '@reelm/contracts';
import { AppError, newId } from '@reelm/service-kit';
import { changeAddresses, withQuery } from './hls-addresses.js';
import { StreamsRepository, type PlayedFile } from './streams.repository.js';
import { TranscodeRepository } from './transcode.repository.js';

/** Who may see what is decided here; the streams are transcode's. */
@Injectable()
export class StreamsService {
  constructor(
    private readonly streams: StreamsRepository,
    private readonly transcode: TranscodeRepository,
  ) {}

  /** @param seat stands for a player that does not say which one it is. @throws AppError `video.not_found`, `video.file_missing`, and what is wrong with a file that cannot be played */
  async play(videoId: string, { client, fileId, audioTrack, startSeconds, player }: PlaybackRequest, seat: string): Promise<Playback> {
    const played = await this.find(videoId, fileId);
    const { version, path, qualities, ...plan } = await this.transcode.plan({
      ...played,
      client,
      audioTrack: audioTrack ?? null,
      player: player ?? seat,
    });
    const asFile = `/api/videos/${videoId}/stream?file=${played.fileId}`;
    // A player that plays something else asks anew, so this names the place where it is.
    const query = queryOf({ v: version, player: player ?? seat, at: startSeconds });
    const address = (below: string | null): string =>
      below === null ? asFile : `/api/videos/${videoId}/hls/${played.fileId}/${below}${below.includes('?') ? '&' : '?'}${query}`;
    return {
      ...plan,
      fileId: played.fileId,
      url: address(path),
      qualities: qualities.map(({ path: below, ...quality }) => ({ ...quality, url: address(below) })),
    };
  }

  /**
   * HLS that nearly every player plays. It is decided anew each time how the video comes, so the address of this playlist is good for as long as
   * the video is there; its parts are addressed below `/api/videos/:id/`. Each time it counts as another player.
   * @throws AppError as {@link play}, and `stream.machine_full`
   */
  async hls(videoId: string): Promise<string> {
    const played = await this.find(videoId, undefined);
    const player = newId();
    const { version, path, refusal } = await this.transcode.plan({ ...played, client: anyPlayer, audioTrack: null, player });
    if (refusal !== null) throw AppError.fromReason(refusal);
    if (path === null) throw new Error('a player that opens no files was told to open one');
    const range = { start: played.range?.startSeconds, end: played.range?.endSeconds };
    const query = queryOf({ v: version, player, ...range });
    const { body } = await this.transcode.get(`${played.fileId}/${withQuery(path, query)}`, AbortSignal.timeout(playlistTimeoutMs));
    return changeAddresses(await text(body), (address) => `hls/${played.fileId}/${address}`);
  }

  /**
   * A playlist or a piece of a stream.
   * @param below address under the file's folder @param seat stands for a player that does not say which one it is
   * @throws AppError `video.not_found` and what transcode refuses
   */
  async get(videoId: string, fileId: string, below: string, query: Query & StreamQuery, seat: string, signal: AbortSignal) {
    const { range } = await this.find(videoId, fileId);
    const all = queryOf({ ...query, player: query.player ?? seat, start: range?.startSeconds, end: range?.endSeconds });
    return this.transcode.get(`${fileId}/${below}?${all}`, signal);
  }

  private async find(videoId: string, fileId: string | undefined): Promise<PlayedFile> {
    const played = await this.streams.find(videoId, fileId ?? null);
    if (played === undefined) throw new AppError('video.not_found');
    return played;
  }
}

/** A player of which nothing is known gets what nearly all play. */
const anyPlayer = PlaybackClient.parse({ containers: [], audioCodecs: ['aac'] });
const playlistTimeoutMs = 30_000;

type Query = Record<string, string | number | undefined>;

const queryOf = (values: Query): string =>
  new URLSearchParams(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))).toString();
