import { basename } from 'node:path';
import { Injectable } from '@nestjs/common';
import {
  events,
  type Artifact,
  type ArtifactKind,
  type ErrorCode,
  type JobPayload,
  type MediaInfo,
  type SheetLayout,
  type jobs,
} from '@reelm/contracts';
import { AppError, JobFailure, Outbox, toAppError, type JobContext, type JobEffects, type Tx } from '@reelm/service-kit';
import { artifactKey, contentTypeOf, contentVersion } from '../artifacts/artifact-keys.js';
import { ArtifactStore } from '../artifacts/artifact-store.js';
import type { Content } from '../files/content.js';
import { SourcesService, type Source } from '../files/sources.service.js';
import type { PicturesSettings } from '../media/arguments.js';
import { FfmpegRepository } from '../media/ffmpeg.repository.js';
import { withinMemory } from '../media/memory.js';
import type { Probe } from '../media/probe.js';
import { secondsSince } from '../media/seconds.js';
import { coverLayout, spriteVtt } from '../media/sheet.js';
import { SettingsRepository } from '../settings/settings.repository.js';
import { AnalysisRepository, type Analysis } from './analysis.repository.js';

export type AnalyzePayload = JobPayload<typeof jobs.analyze>;

/** The file was written to, or its disk went away for a moment: a few more looks before that is taken for settled. */
const looksAtVanished = 3;

/** Reasons that lie outside of the file: its content may still be fine. */
const notTheFilesFault: readonly ErrorCode[] = ['media.vanished', 'media.tool_missing', 'job.cancelled', 'internal'];

/** Turns the content of a file into facts and pictures, or into the reason why there are none. */
@Injectable()
export class AnalysisService {
  constructor(
    private readonly sources: SourcesService,
    private readonly repository: AnalysisRepository,
    private readonly ffmpeg: FfmpegRepository,
    private readonly artifacts: ArtifactStore,
    private readonly outbox: Outbox,
    private readonly settings: SettingsRepository,
  ) {}

  async analyze(
    payload: AnalyzePayload,
    context: Pick<JobContext, 'attempt' | 'signal' | 'progress' | 'log'>,
  ): Promise<JobEffects | undefined> {
    const source = await this.sources.find(payload);
    if (source === null) return undefined;

    const { pictures } = await this.settings.find();
    const known = payload.force ? null : await this.stillThere(payload, pictures);
    if (known !== null) return (tx) => this.tell(tx, payload, known);

    let probe: Probe | null = null;
    const began = performance.now();
    try {
      const { path } = source;
      await assertUnchanged(source, context.attempt);
      const { signal } = context;
      probe = await withinMemory(signal, () => this.ffmpeg.probe(path, { signal }));
      const analysis = await this.makeAndUpload(path, payload, probe, pictures, context);
      await assertUnchanged(source, context.attempt);
      const seconds = secondsSince(began);
      return async (tx) => {
        if (await this.repository.store(tx, payload, analysis)) await this.tell(tx, payload, analysis, seconds);
      };
    } catch (error) {
      const problem = toAppError(error);
      if (context.signal.aborted || problem.retryable) throw error;
      if (problem.code === 'internal') context.log.failure(error, 'a file could not be analysed', { fileId: payload.fileId });
      throw this.failureOf(payload, problem, probe?.media ?? null, secondsSince(began));
    }
  }

  /** Pictures that were made of exactly this content and are all in the store; the cover may be a later one with a face. */
  private async stillThere(payload: AnalyzePayload, settings: PicturesSettings): Promise<Analysis | null> {
    const analysis = await this.repository.find(payload);
    if (
      analysis === null ||
      !analysis.artifacts.every(({ kind, version }) => kind === 'cover' || version === contentVersion(payload, settings))
    )
      return null;
    return (await this.artifacts.areThere(analysis.artifacts.map(({ key }) => key))) ? analysis : null;
  }

  private async makeAndUpload(
    path: string,
    payload: AnalyzePayload,
    probe: Probe,
    settings: PicturesSettings,
    { signal, progress }: Pick<JobContext, 'signal' | 'progress'>,
  ): Promise<Analysis> {
    const work = { signal, progress: (done: number, total: number) => progress({ done, total, unit: 'pictures' }) };
    const pictures = await withinMemory(signal, (frugal) => this.ffmpeg.pictures(path, probe, { ...work, frugal }, settings));
    const { cover, sprite, frames, look, durationSeconds } = pictures;
    const made = (kind: ArtifactKind, body: Buffer, layout?: SheetLayout) => ({
      artifact: artifactOf(payload, settings, kind, body.length, layout),
      body,
    });
    const all = [
      made('cover', cover.jpeg, coverLayout(probe.media, cover.seconds)),
      made('sprite', sprite.jpeg, sprite.layout),
      made('sprite-vtt', Buffer.from(spriteVtt(sprite.layout, durationSeconds), 'utf8')),
      made('frames', frames.jpeg, frames.layout),
    ];
    await this.artifacts.putAll(all.map(({ artifact: { key, contentType }, body }) => ({ key, body, contentType })));
    return { media: { ...probe.media, durationSeconds }, artifacts: all.map(({ artifact }) => artifact), look };
  }

  private async tell(
    tx: Tx,
    { fileId, libraryId, bytes, modifiedAt, path }: AnalyzePayload,
    { media, artifacts, look }: Analysis,
    seconds?: number,
  ): Promise<void> {
    const work = seconds === undefined ? {} : { seconds };
    await this.outbox.append(tx, events.fileAnalyzed, [
      { fileId, libraryId, name: basename(path), bytes, modifiedAt, media, artifacts, look, ...work },
    ]);
  }

  /** A refusal is final and told to all; what is not the file's fault leaves it waiting. */
  private failureOf(payload: AnalyzePayload, error: AppError, media: MediaInfo | null, seconds: number): JobFailure {
    const problem = error.toReason();
    if (notTheFilesFault.includes(error.code))
      return new JobFailure(
        problem,
        (tx) => this.repository.putBack(tx, payload, problem),
        error.code === 'media.vanished' ? 'cancelled' : 'failed',
      );
    const { fileId, bytes, modifiedAt } = payload;
    return new JobFailure(problem, async (tx) => {
      if (await this.repository.reject(tx, payload, problem, media)) {
        await this.outbox.append(tx, events.fileRejected, [{ fileId, bytes, modifiedAt, problem, media, seconds }]);
      }
    });
  }
}

async function assertUnchanged({ file, isUnchanged }: Source, attempt: number): Promise<void> {
  if (await isUnchanged()) return;
  throw new AppError('media.vanished', {}, { retryable: file.present && attempt < looksAtVanished });
}

const artifactOf = (
  content: Content,
  settings: PicturesSettings,
  kind: ArtifactKind,
  bytes: number,
  layout: SheetLayout | undefined,
): Artifact => ({
  kind,
  key: artifactKey(content, kind, settings),
  version: contentVersion(content, settings),
  contentType: contentTypeOf(kind),
  bytes,
  ...(layout === undefined ? {} : { layout }),
});
