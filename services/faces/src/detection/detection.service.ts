import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { events, jobs, type EventMessage, type FaceBox, type JobPayload, type PayloadOf, type Portrait } from '@reelm/contracts';
import {
  AppError,
  Database,
  JobFailure,
  JobQueue,
  ObjectStore,
  Outbox,
  type JobContext,
  type JobEffects,
  type Tx,
} from '@reelm/service-kit';
import { FaceDetector, type FrameFace } from '../detector/detector.js';
import { DetectionRepository, type AnalyzedFile, type QueuedFile } from './detection.repository.js';

export type DetectPayload = JobPayload<typeof jobs.detectFaces>;
type Analyzed = EventMessage<PayloadOf<typeof events.fileAnalyzed>>;

const WAITING_BATCH = 500;

/** Looks for faces on the frames of analysed files. */
@Injectable()
export class DetectionService {
  constructor(
    private readonly repository: DetectionRepository,
    private readonly detector: FaceDetector,
    private readonly store: ObjectStore,
    private readonly database: Database,
    private readonly queue: JobQueue,
    private readonly outbox: Outbox,
  ) {}

  /** Notes analysed files, and asks for their faces where models are there; without models they wait. */
  async filesAnalyzed(tx: Tx, analyzed: readonly Analyzed[]): Promise<void> {
    const modelsAreThere = (await this.detector.modelPath()) !== null;
    const files = newestOfEach(analyzed).map((event) => toFile(event, modelsAreThere));
    await this.enqueue(tx, await this.repository.noteAnalyzed(tx, files));
  }

  /** Asks for the faces of all files that waited for models. Returns how many there were. */
  async enqueueWaiting(): Promise<number> {
    if ((await this.detector.modelPath()) === null) return 0;
    let total = 0;
    for (;;) {
      const taken = await this.database.transaction(async (tx) => {
        const files = await this.repository.takeWaiting(tx, WAITING_BATCH);
        await this.enqueue(tx, files);
        return files.length;
      });
      total += taken;
      if (taken < WAITING_BATCH) return total;
    }
  }

  private async enqueue(tx: Tx, files: readonly QueuedFile[]): Promise<void> {
    await this.queue.enqueue(
      tx,
      jobs.detectFaces,
      files.map(({ fileId, libraryId, name, bytes, modifiedAt, framesKey, layout }) => {
        const label = name ?? fileId;
        return {
          payload: { fileId, bytes, modifiedAt, framesKey, layout, label },
          label,
          fileId,
          ...(libraryId === null ? {} : { libraryId }),
        };
      }),
    );
  }

  /** Looks at the frames of one file. The effects store the faces and tell of them, unless the file has other frames by then. */
  async detect(payload: DetectPayload, { signal, progress }: Pick<JobContext, 'signal' | 'progress'>): Promise<JobEffects> {
    const { fileId, framesKey, layout } = payload;
    const total = layout.times.length;
    try {
      const sheet = await buffer((await this.store.get(framesKey)).stream);
      const { model, faces } = await this.detector.detect(sheet, layout, {
        signal,
        onFrame: (done) => progress({ done, total, unit: 'frames' }),
      });
      return async (tx) => {
        const source = await this.repository.storeFaces(tx, { fileId, framesKey, model, faces });
        if (source !== null)
          await this.outbox.append(tx, events.facesDetected, [
            { fileId, ...source, faces: faces.length, frames: total, portraits: portraitsOf(faces) },
          ]);
      };
    } catch (error) {
      if (signal.aborted || !(error instanceof AppError) || error.retryable) throw error;
      throw this.failureOf(payload, error);
    }
  }

  private failureOf({ fileId, framesKey }: DetectPayload, error: AppError): JobFailure {
    const problem = error.toReason();
    const state = error.code === 'faces.models_missing' || error.code === 'faces.model_unusable' ? 'waiting' : 'failed';
    return new JobFailure(problem, (tx) => this.repository.noteFailure(tx, { fileId, framesKey, state, problem }));
  }

  async forgetLibraries(tx: Tx, libraryIds: readonly string[]): Promise<void> {
    await this.repository.forgetLibraries(tx, libraryIds);
  }

  async facesOf(fileId: string): Promise<FaceBox[]> {
    return this.repository.facesOf(fileId);
  }
}

/** A face that fills this share of the height could not be a better portrait. */
const fullHeight = 0.4;

function portraitsOf(faces: readonly FrameFace[]): Portrait[] {
  const quality = new Map<number, number>();
  for (const { timeSeconds, height, score } of faces)
    quality.set(timeSeconds, Math.max(quality.get(timeSeconds) ?? 0, score * Math.min(1, Math.max(0, height) / fullHeight)));
  return [...quality].map(([seconds, best]) => ({ seconds, quality: Math.min(1, Math.round(best * 1_000) / 1_000) }));
}

function newestOfEach(analyzed: readonly Analyzed[]): Analyzed[] {
  const ascending = analyzed.toSorted((a, b) => a.version - b.version);
  return [...new Map(ascending.map((event) => [event.payload.fileId, event])).values()];
}

function toFile({ version, payload }: Analyzed, modelsAreThere: boolean): AnalyzedFile {
  const sheet = payload.artifacts.find((artifact) => artifact.kind === 'frames');
  const frames = sheet?.layout === undefined ? null : { key: sheet.key, layout: sheet.layout };
  return {
    fileId: payload.fileId,
    libraryId: payload.libraryId ?? null,
    name: payload.name ?? null,
    bytes: payload.bytes,
    modifiedAt: payload.modifiedAt,
    frames,
    state: frames === null ? 'none' : modelsAreThere ? 'queued' : 'waiting',
    version,
  };
}
