import { Controller, Get, Req, Res, UseFilters } from '@nestjs/common';
import { FileRange, Id, SegmentName, StreamPicture, StreamQuery, StreamSound } from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { PlaybackService } from './playback.service.js';
import { StreamErrorFilter } from './stream-error.filter.js';
import { StreamsService, type StreamAddress } from './streams.service.js';

const playlistType = 'application/vnd.apple.mpegurl';
const Query = StreamQuery.extend({ start: z.coerce.number().optional(), end: z.coerce.number().optional() });
const Stream = z.object({ file: Id, picture: StreamPicture, sound: StreamSound });
const Segment = Stream.extend({ segment: SegmentName });
const Master = Query.extend({ sound: StreamSound, qualities: z.string() });

/**
 * Streams, for catalog alone, which has checked who asks. `start` and `end` name the part of the file that is the video. Addresses inside of
 * playlists are relative, so that they lead through catalog again.
 */
@Controller()
@UseFilters(StreamErrorFilter)
export class StreamsController {
  constructor(
    private readonly playback: PlaybackService,
    private readonly streams: StreamsService,
  ) {}

  @Get('/streams/:file/master.m3u8')
  async master(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { file } = read(z.object({ file: Id }), request.params);
    const { sound, qualities, ...query } = read(Master, request.query);
    response.type(playlistType).send(await this.playback.master(file, qualities.split(','), sound, handedOn(query)));
  }

  @Get('/streams/:file/:picture/:sound/index.m3u8')
  async playlist(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { address, query } = asked(request);
    response
      .type(playlistType)
      .send(await this.streams.playlist(address, handedOn({ ...query, at: undefined }), playerOf(query), query.at));
  }

  @Get('/streams/:file/:picture/:sound/init.mp4')
  async init(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { address, query } = asked(request);
    sendPart(response, await this.streams.init(address, playerOf(query), query.at));
  }

  @Get('/streams/:file/:picture/:sound/:segment')
  async segment(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { address, query } = asked(request);
    const { segment } = read(Segment, request.params);
    sendPart(response, await this.streams.segment(address, Number.parseInt(segment, 10), playerOf(query)));
  }
}

/** As it is: express would read all of it once more for an ETag, which an address that carries a version does not need. */
const sendPart = (response: Response, bytes: Buffer): void =>
  void response.type('video/mp4').set('content-length', String(bytes.length)).end(bytes);

function asked(request: Request): { address: StreamAddress; query: z.infer<typeof Query> } {
  const { file, picture, sound } = read(Stream, request.params);
  const query = read(Query, request.query);
  const range =
    query.start === undefined || query.end === undefined ? null : FileRange.parse({ startSeconds: query.start, endSeconds: query.end });
  return { address: { fileId: file, picture, sound, range, version: query.v }, query };
}

/** What does not say who it is shares one place with all others of its kind. */
const playerOf = ({ player }: StreamQuery): string => player ?? 'unknown';

/** What addresses inside of a playlist carry on. */
const handedOn = ({ v, player, at }: StreamQuery): string =>
  new URLSearchParams(
    Object.entries({ v, player, at }).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ).toString();

function read<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const result = schema.safeParse(value);
  if (!result.success) throw new AppError('request.invalid', { problem: result.error.issues.map((issue) => issue.message).join('; ') });
  return result.data;
}
