import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { ErrorBody, rpcs, type PlaybackPlan, type RpcInput } from '@reelm/contracts';
import { AppError, Bus, SERVICE_CONFIG } from '@reelm/service-kit';
import type { CatalogConfig } from '../config.js';

/** What transcode tells of streams (over NATS) and the streams themselves (over HTTP). */
@Injectable()
export class TranscodeRepository {
  constructor(
    private readonly bus: Bus,
    @Inject(SERVICE_CONFIG) private readonly config: CatalogConfig,
  ) {}

  plan(question: RpcInput<typeof rpcs.planPlayback>): Promise<PlaybackPlan> {
    return this.bus.request(rpcs.planPlayback, question);
  }

  /**
   * A playlist or a piece of a stream.
   * @param path below `/streams/`, with its query @throws AppError what transcode answered, or `service.unavailable`
   */
  async get(path: string, signal: AbortSignal): Promise<{ body: Readable; bytes: string | null; contentType: string }> {
    const away = (cause: unknown) => new AppError('service.unavailable', { service: 'transcode' }, { cause });
    try {
      const answer = await fetch(new URL(`/streams/${path}`, this.config.REELM_TRANSCODE_URL), { signal });
      if (!answer.ok || answer.body === null) throw refusalOf(await answer.text()) ?? away(`status ${answer.status}`);
      return {
        body: Readable.fromWeb(answer.body),
        bytes: answer.headers.get('content-length'),
        contentType: answer.headers.get('content-type') ?? 'application/octet-stream',
      };
    } catch (error) {
      throw error instanceof AppError ? error : away(error);
    }
  }
}

const refusalOf = (body: string): AppError | undefined => {
  try {
    return AppError.fromReason(ErrorBody.parse(JSON.parse(body)).error);
  } catch {
    return undefined;
  }
};
