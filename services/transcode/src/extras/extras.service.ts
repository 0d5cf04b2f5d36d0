import { Injectable } from '@nestjs/common';
import {
  events,
  type ExtraKind,
  type FailureReason,
  type JobPayload,
  type MadeObject,
  type MadeState,
  type SubtitleTrack,
  type jobs,
} from '@reelm/contracts';
import { JobFailure, Outbox, toAppError, type JobContext, type JobEffects, type Tx } from '@reelm/service-kit';
import { objectKey, versionOf } from '../artifacts/artifact-keys.js';
import { ArtifactStore } from '../artifacts/artifact-store.js';
import { SourcesService } from '../files/sources.service.js';
import { FfmpegRepository, type Work } from '../media/ffmpeg.repository.js';
import { withinMemory } from '../media/memory.js';
import type { Probe } from '../media/probe.js';
import { secondsSince } from '../media/seconds.js';
import { ExtrasRepository } from './extras.repository.js';

export type ExtraPayload = JobPayload<typeof jobs.preview>;
type Context = Pick<JobContext, 'signal' | 'progress'>;

/** A file as its makers get it. */
export interface Film {
  /** Absolute. */
  path: string;
  probe: Probe;
  durationSeconds: number;
}

/** What was made of a film; nothing where it has no such thing. */
export interface Made {
  objects: readonly { name: string; contentType: string; body: Buffer }[];
  tracks?: SubtitleTrack[];
}

export type Maker = (film: Film, work: Work) => Promise<Made>;

interface Outcome {
  state: MadeState;
  objects: MadeObject[];
  tracks?: SubtitleTrack[];
  problem: FailureReason | null;
  seconds: number;
}

/** What all that is made of files by jobs of their own have in common: the file is what it was, the objects are stored, all are told. */
@Injectable()
export class ExtrasService {
  constructor(
    private readonly sources: SourcesService,
    private readonly repository: ExtrasRepository,
    private readonly ffmpeg: FfmpegRepository,
    private readonly artifacts: ArtifactStore,
    private readonly outbox: Outbox,
  ) {}

  /** @param unit what the maker counts while it works */
  async make(
    kind: ExtraKind,
    maker: Maker,
    unit: string,
    payload: ExtraPayload,
    { signal, progress }: Context,
  ): Promise<JobEffects | undefined> {
    const source = await this.sources.find(payload);
    if (source === null || source.file.durationSeconds === null) return undefined;
    const { path } = source;
    const { durationSeconds } = source.file;
    const began = performance.now();
    try {
      await source.assertUnchanged();
      const probe = await this.ffmpeg.probe(path, { signal });
      const work: Work = { signal, progress: (done, total) => progress({ done, total, unit }) };
      const made = await withinMemory(signal, () => maker({ path, probe, durationSeconds }, work));
      const objects = await this.upload(payload, made);
      await source.assertUnchanged();
      const state = made.objects.length > 0 || (made.tracks?.length ?? 0) > 0 ? 'ready' : 'none';
      const { tracks } = made;
      return (tx) =>
        this.settle(tx, payload, kind, { state, objects, ...(tracks && { tracks }), problem: null, seconds: secondsSince(began) });
    } catch (error) {
      const problem = toAppError(error);
      // Only what the file itself is to blame for is known of it from then on.
      if (signal.aborted || problem.retryable || !problem.code.startsWith('media.') || notTheFile.includes(problem.code)) throw error;
      const reason = problem.toReason();
      throw new JobFailure(reason, (tx) =>
        this.settle(tx, payload, kind, { state: 'failed', objects: [], problem: reason, seconds: secondsSince(began) }),
      );
    }
  }

  private async upload({ fileId }: ExtraPayload, { objects }: Made): Promise<MadeObject[]> {
    const named = objects.map(({ name, contentType, body }) => {
      const version = versionOf(body);
      return { object: { name, key: objectKey(fileId, version, name), version, contentType, bytes: body.length }, body };
    });
    await this.artifacts.putAll(named.map(({ object: { key, contentType }, body }) => ({ key, body, contentType })));
    return named.map(({ object }) => object);
  }

  private async settle(tx: Tx, { fileId, bytes, modifiedAt }: ExtraPayload, kind: ExtraKind, outcome: Outcome): Promise<void> {
    if (!(await this.repository.store(tx, { fileId, bytes, modifiedAt }, kind, outcome))) return;
    await this.outbox.append(tx, events.fileMade, [{ fileId, bytes, modifiedAt, kind, ...outcome }]);
  }
}

const notTheFile: readonly string[] = ['media.vanished', 'media.tool_missing'];
