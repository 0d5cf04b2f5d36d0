import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { events, rpcs, serviceRpcs, type Artifact, type EventDefinition, type PayloadOf, type SheetLayout } from '@reelm/contracts';
import {
  Bus,
  Database,
  JobFailure,
  JobQueue,
  newId,
  ObjectStore,
  Outbox,
  startService,
  type JobEffects,
  type RunningService,
} from '@reelm/service-kit';
import {
  temporaryBroker,
  temporaryDatabase,
  temporaryFolder,
  until,
  type TemporaryBroker,
  type TemporaryDatabase,
  type TemporaryFolder,
} from '@reelm/testing';
import { FaceDetector, type FrameFace, type SheetFaces } from '../detector/detector.js';
import { ModelsRepository } from '../detector/models.repository.js';
import { facesService } from '../service.js';
import { DetectionRepository } from './detection.repository.js';
import { DetectionService, type DetectPayload } from './detection.service.js';

const models = process.env['REELM_FACE_MODELS'] ?? '';
const media = process.env['REELM_TEST_MEDIA'] ?? '';
const picture = join(media, 'faces', 'signer-A-help.jpg');
const canDetect = models !== '' && existsSync(picture);

const layout: SheetLayout = { columns: 2, rows: 1, cellWidth: 320, cellHeight: 240, times: [1.25, 7.5] };
const modifiedAt = '2026-01-31T08:15:00.123Z';

let database: TemporaryDatabase;
let broker: TemporaryBroker;
let folder: TemporaryFolder;
let running: RunningService;

const start = async (faceModels?: string) => {
  running = await startService(facesService, {
    REELM_DATABASE_URL: database.url,
    REELM_NATS_URL: broker.url,
    REELM_NATS_USER: broker.user,
    REELM_NATS_PASSWORD: broker.password,
    REELM_DATA_DIR: folder.path,
    REELM_LOG_LEVEL: 'silent',
    REELM_FACE_MODELS: faceModels,
  });
};

beforeAll(async () => {
  [database, broker, folder] = await Promise.all([temporaryDatabase(), temporaryBroker(), temporaryFolder()]);
  await start();
});
afterAll(async () => {
  await running.stop();
  await Promise.all([database.drop(), broker.stop(), folder.remove()]);
});

const query = <T = Record<string, unknown>>(sql: string, params: unknown[] = []) => running.app.get(Database).query<T>(sql, params);
const stateOf = async (fileId: string) =>
  (await query<{ state: string }>('SELECT state FROM face_file WHERE file_id = $1', [fileId]))[0]?.state;
const jobsOf = (fileId: string) =>
  query<{ state: string; label: string; error: { code: string } | null }>(
    'SELECT state, label, error FROM job WHERE file_id = $1 ORDER BY id',
    [fileId],
  );
const detectedEvents = (fileId: string) =>
  query<{ payload: unknown }>(`SELECT payload FROM outbox WHERE subject = $1 AND payload->>'fileId' = $2 ORDER BY seq`, [
    events.facesDetected.subject,
    fileId,
  ]);

let version = 0;
async function publish<D extends EventDefinition>(definition: D, payload: PayloadOf<D>, at = ++version): Promise<void> {
  const envelope = {
    id: newId(),
    version: at,
    occurredAt: new Date().toISOString(),
    correlationId: 'test',
    payload: definition.schema.parse(payload),
  };
  await running.app.get(Bus).jetstream().publish(definition.subject, JSON.stringify(envelope));
}

type Analyzed = PayloadOf<typeof events.fileAnalyzed>;
const framesAt = (key: string): Artifact => ({ kind: 'frames', key, version: 'v', contentType: 'image/jpeg', bytes: 1, layout });

const analyzed = (changes: Partial<Analyzed> & { fileId: string }): Analyzed => ({
  bytes: 1_000,
  modifiedAt,
  name: 'holiday.mp4',
  artifacts: [framesAt(`frames/${changes.fileId}.jpg`)],
  media: {
    container: 'mp4',
    durationSeconds: 9,
    bitRate: null,
    videoCodec: 'h264',
    width: 320,
    height: 240,
    rotation: 0,
    frameRate: 25,
    pixelFormat: 'yuv420p',
    hdr: false,
    audioCodec: null,
    audioTracks: 0,
    subtitleTracks: 0,
    chapters: 0,
  },
  ...changes,
});

/** Waits until this event, and so all before it, was handled. */
async function untilHandled(): Promise<void> {
  const fileId = newId();
  await publish(events.fileAnalyzed, analyzed({ fileId, artifacts: [] }));
  await until('the event to be handled', () => stateOf(fileId));
}

const face: FrameFace = {
  timeSeconds: 1.25,
  x: 0.25,
  y: 0.125,
  width: 0.5,
  height: 0.75,
  score: 0.875,
  landmarks: Array.from({ length: 5 }, () => ({ x: 0.5, y: 0.5 })),
};

/** A detector that sees what it is told to see. */
class ToldDetector extends FaceDetector {
  constructor(private readonly result: SheetFaces) {
    super(new ModelsRepository(undefined));
  }
  override modelPath(): Promise<string | null> {
    return Promise.resolve(this.result.model);
  }
  override detect(): Promise<SheetFaces> {
    return Promise.resolve(this.result);
  }
}

function serviceWith(detector: FaceDetector): DetectionService {
  const { app } = running;
  return new DetectionService(
    app.get(DetectionRepository),
    detector,
    app.get(ObjectStore),
    app.get(Database),
    app.get(JobQueue),
    app.get(Outbox),
  );
}

const payloadOf = (fileId: string, framesKey = `frames/${fileId}.jpg`): DetectPayload => ({
  fileId,
  bytes: 1_000,
  modifiedAt,
  framesKey,
  layout,
  label: 'holiday.mp4',
});
const context = { signal: new AbortController().signal, progress: () => undefined };
const settle = (effects: JobEffects) => running.app.get(Database).transaction(effects);
const facesOf = (fileId: string) => running.app.get(Bus).request(rpcs.facesOfFile, { fileId });

async function putSheet(fileId: string, body: Buffer = Buffer.from('a sheet')): Promise<void> {
  await running.app.get(ObjectStore).put(`frames/${fileId}.jpg`, body, { contentType: 'image/jpeg' });
}

async function detectWith(faces: FrameFace[], payload: DetectPayload): Promise<void> {
  await settle(await serviceWith(new ToldDetector({ model: 'told.onnx', faces })).detect(payload, context));
}

/** A file that was analysed and waits for models. */
async function waitingFile(changes: Partial<Analyzed> = {}): Promise<string> {
  const fileId = newId();
  await publish(events.fileAnalyzed, analyzed({ fileId, ...changes }));
  await until('the file to be noted', () => stateOf(fileId));
  return fileId;
}

describe('without models', () => {
  it('says so with the remedy on the status page, and is ready all the same', async () => {
    const status = await running.app.get(Bus).request(serviceRpcs.faces.status, {});
    expect(status.dependencies).toContainEqual({ name: 'models', state: 'down', detail: expect.stringContaining('REELM_FACE_MODELS') });
    expect((await fetch(new URL('/api/ready', running.url))).status).toBe(200);
    const again = await running.app.get(Bus).request(serviceRpcs.faces.status, {});
    expect(again.warnings).toEqual([{ code: 'faces.models_missing', message: expect.stringContaining('REELM_FACE_MODELS') }]);
  });

  it('notes analysed files and enqueues nothing', async () => {
    const fileId = await waitingFile();
    expect(await stateOf(fileId)).toBe('waiting');
    expect(await jobsOf(fileId)).toEqual([]);
    expect(await facesOf(fileId)).toEqual([]);
  });

  it('notes a file without frames as having none', async () => {
    expect(await stateOf(await waitingFile({ artifacts: [] }))).toBe('none');
  });

  it('keeps the newest analysis, however the events arrive', async () => {
    const fileId = await waitingFile({ bytes: 2_000 });
    await publish(events.fileAnalyzed, analyzed({ fileId, bytes: 1_000 }), 1);
    await untilHandled();
    expect(await query('SELECT bytes FROM face_file WHERE file_id = $1', [fileId])).toEqual([{ bytes: 2_000 }]);
  });

  it('takes several analyses of one file in one batch', async () => {
    const fileId = newId();
    const [first, second] = [++version, ++version];
    const service = serviceWith(new FaceDetector(new ModelsRepository(undefined)));
    const message = (bytes: number, at: number) => ({
      id: newId(),
      version: at,
      occurredAt: modifiedAt,
      correlationId: 'test',
      payload: analyzed({ fileId, bytes }),
    });
    await settle((tx) => service.filesAnalyzed(tx, [message(2_000, second), message(1_000, first)]));
    expect(await query('SELECT bytes, version FROM face_file WHERE file_id = $1', [fileId])).toEqual([{ bytes: 2_000, version: second }]);
  });
});

describe('a detection', () => {
  it('stores the faces and tells of them, in the transaction that settles the job', async () => {
    const fileId = await waitingFile();
    await putSheet(fileId);
    const later: FrameFace = { ...face, timeSeconds: 7.5, score: 0.75 };
    await detectWith([later, face], payloadOf(fileId));

    const box = { x: 0.25, y: 0.125, width: 0.5, height: 0.75 };
    expect(await facesOf(fileId)).toEqual([
      { ...box, timeSeconds: 1.25, score: 0.875 },
      { ...box, timeSeconds: 7.5, score: 0.75 },
    ]);
    expect(await stateOf(fileId)).toBe('detected');
    const portraits = [
      { seconds: 7.5, quality: 0.75 },
      { seconds: 1.25, quality: 0.875 },
    ];
    expect(await detectedEvents(fileId)).toEqual([{ payload: { fileId, bytes: 1_000, modifiedAt, faces: 2, frames: 2, portraits } }]);
  });

  it('replaces what was found before', async () => {
    const fileId = await waitingFile();
    await putSheet(fileId);
    await detectWith([face, { ...face, x: 0 }], payloadOf(fileId));
    await detectWith([], payloadOf(fileId));
    expect(await facesOf(fileId)).toEqual([]);
    expect((await detectedEvents(fileId)).at(-1)).toMatchObject({ payload: { faces: 0 } });
  });

  it('of frames that the file no longer has changes nothing', async () => {
    const fileId = await waitingFile({ artifacts: [framesAt('frames/newer.jpg')] });
    await putSheet(fileId);
    await detectWith([face], payloadOf(fileId));
    expect(await facesOf(fileId)).toEqual([]);
    expect(await stateOf(fileId)).toBe('waiting');
    expect(await detectedEvents(fileId)).toEqual([]);
  });

  it('stays when the same frames are analysed again, and goes when the file has others', async () => {
    const fileId = await waitingFile();
    await putSheet(fileId);
    await detectWith([face], payloadOf(fileId));

    await publish(events.fileAnalyzed, analyzed({ fileId }));
    await untilHandled();
    expect(await stateOf(fileId)).toBe('detected');
    expect(await facesOf(fileId)).toHaveLength(1);

    await publish(events.fileAnalyzed, analyzed({ fileId, bytes: 3_000, artifacts: [framesAt('frames/other.jpg')] }));
    await until('the faces of the old content to go', async () => (await facesOf(fileId)).length === 0);
    expect(await stateOf(fileId)).toBe('waiting');
  });

  const failureOf = async (detector: FaceDetector, fileId: string) => {
    const failure: unknown = await serviceWith(detector)
      .detect(payloadOf(fileId), context)
      .catch((error: unknown) => error);
    if (!(failure instanceof JobFailure)) throw new Error('the detection should have failed', { cause: failure });
    await settle(failure.effects);
    return failure.reason;
  };
  const problemOf = (fileId: string) => query('SELECT state, problem FROM face_file WHERE file_id = $1', [fileId]);

  it('fails for good where the frames are gone', async () => {
    const fileId = await waitingFile();
    const reason = await failureOf(new ToldDetector({ model: 'told.onnx', faces: [] }), fileId);
    expect(reason.code).toBe('storage.not_found');
    expect(await problemOf(fileId)).toEqual([{ state: 'failed', problem: reason }]);
  });

  it('waits again where the models went away', async () => {
    const fileId = await waitingFile();
    await putSheet(fileId);
    const reason = await failureOf(new FaceDetector(new ModelsRepository(undefined)), fileId);
    expect(reason.code).toBe('faces.models_missing');
    expect(await problemOf(fileId)).toEqual([{ state: 'waiting', problem: reason }]);
  });

  it('waits again where the model is damaged, and says which', async () => {
    const fileId = await waitingFile();
    await putSheet(fileId);
    const damaged = join(folder.path, 'models');
    await mkdir(damaged);
    await writeFile(join(damaged, 'yunet_n_dynamic.onnx'), 'no model');
    const detector = new FaceDetector(new ModelsRepository(damaged));
    const reason = await failureOf(detector, fileId);
    expect(reason).toMatchObject({ code: 'faces.model_unusable', details: { file: expect.stringContaining('yunet_n_dynamic.onnx') } });
    expect(detector.problem).not.toBeNull();
    expect(await problemOf(fileId)).toEqual([{ state: 'waiting', problem: reason }]);
  });

  it('is given up quietly when the job is cancelled', async () => {
    const fileId = await waitingFile();
    const service = serviceWith(new ToldDetector({ model: 'told.onnx', faces: [] }));
    const reason = new Error('cancelled');
    await expect(service.detect(payloadOf(fileId), { ...context, signal: AbortSignal.abort(reason) })).rejects.not.toBeInstanceOf(
      JobFailure,
    );
    expect(await stateOf(fileId)).toBe('waiting');
  });

  it('is forgotten with its library when that is purged, not when it is only removed', async () => {
    const libraryId = newId();
    const fileId = await waitingFile({ libraryId });
    await putSheet(fileId);
    await detectWith([face], payloadOf(fileId));

    const otherLibrary = newId();
    const otherFile = await waitingFile({ libraryId: otherLibrary });

    const library = { libraryId, name: 'Videos', path: '/videos' };
    await publish(events.libraryChanged, { ...library, state: 'removed' });
    await publish(events.libraryChanged, { ...library, libraryId: otherLibrary, state: 'purged' });
    await until('the file of the other library to be forgotten', async () => (await stateOf(otherFile)) === undefined);
    expect(await facesOf(fileId)).toHaveLength(1);

    await publish(events.libraryChanged, { ...library, state: 'purged' });
    await until('the file to be forgotten', async () => (await stateOf(fileId)) === undefined);
    expect(await query('SELECT 1 FROM face WHERE file_id = $1', [fileId])).toEqual([]);
  });
});

describe('a folder without models', () => {
  it('is named in the status together with what belongs there', async () => {
    await running.stop();
    await start(folder.path);
    const status = await running.app.get(Bus).request(serviceRpcs.faces.status, {});
    expect(status.dependencies).toContainEqual({
      name: 'models',
      state: 'down',
      detail: expect.stringMatching(/REELM_FACE_MODELS names .*yunet_n_dynamic\.onnx/),
    });
  });
});

describe.skipIf(!canDetect)(`with models${canDetect ? '' : ' (skipped: REELM_FACE_MODELS and REELM_TEST_MEDIA are not both set)'}`, () => {
  const sheetOfOneFace = async () => {
    const cell = await sharp(picture).resize(320, 240).toBuffer();
    return sharp({ create: { width: 640, height: 240, channels: 3, background: 'grey' } })
      .composite([{ input: cell, left: 320, top: 0 }])
      .jpeg()
      .toBuffer();
  };

  it('looks at what waited, at the first start with models', async () => {
    const fileId = await waitingFile();
    await putSheet(fileId, await sheetOfOneFace());
    await running.stop();
    await start(models);

    await until('the faces to be found', async () => (await stateOf(fileId)) === 'detected', 30_000);
    expect(await facesOf(fileId)).toEqual([expect.objectContaining({ timeSeconds: 7.5 })]);
    expect(await jobsOf(fileId)).toEqual([{ state: 'succeeded', label: 'holiday.mp4', error: null }]);
    const status = await running.app.get(Bus).request(serviceRpcs.faces.status, {});
    expect(status.dependencies).toContainEqual({ name: 'models', state: 'up', detail: expect.stringContaining('yunet') });
    expect(status.warnings).toEqual([]);
  });

  it('looks at a newly analysed file, and again only when its content changes', async () => {
    const fileId = newId();
    await putSheet(fileId, await sheetOfOneFace());
    await publish(events.fileAnalyzed, analyzed({ fileId }));
    await until('the faces to be found', async () => (await detectedEvents(fileId)).length === 1, 30_000);
    await publish(events.fileAnalyzed, analyzed({ fileId }));
    await untilHandled();
    expect(await jobsOf(fileId)).toHaveLength(1);
    await publish(events.fileAnalyzed, analyzed({ fileId, modifiedAt: '2026-02-01T00:00:00.000Z' }));
    await until('the second detection', async () => (await detectedEvents(fileId)).length === 2, 30_000);
    expect((await detectedEvents(fileId))[1]).toMatchObject({ payload: { modifiedAt: '2026-02-01T00:00:00.000Z', faces: 1 } });
  });

  it('fails broken sheets and goes on with the next', async () => {
    const [broken, small, whole] = [newId(), newId(), newId()];
    await putSheet(broken);
    await putSheet(
      small,
      await sharp({ create: { width: 320, height: 240, channels: 3, background: 'grey' } })
        .jpeg()
        .toBuffer(),
    );
    await putSheet(whole, await sheetOfOneFace());
    for (const fileId of [broken, small, whole]) await publish(events.fileAnalyzed, analyzed({ fileId }));
    await until('the good one to be looked at', async () => (await stateOf(whole)) === 'detected', 30_000);
    for (const fileId of [broken, small]) {
      await until('the broken one to fail', async () => (await stateOf(fileId)) === 'failed', 30_000);
      expect(await jobsOf(fileId)).toEqual([
        { state: 'failed', label: 'holiday.mp4', error: expect.objectContaining({ code: 'media.undecodable' }) },
      ]);
    }
  });
});
