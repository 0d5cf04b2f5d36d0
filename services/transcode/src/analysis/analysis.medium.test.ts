import { execFile } from 'node:child_process';
import { readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { buffer, text } from 'node:stream/consumers';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { events, jobs, rpcs, serviceRpcs, type EventDefinition, type FileState, type PayloadOf } from '@reelm/contracts';
import { Bus, Database, JobQueue, Log, newId, ObjectStore, startService, type RunningService } from '@reelm/service-kit';
import {
  temporaryBroker,
  temporaryDatabase,
  temporaryFolder,
  until,
  type TemporaryBroker,
  type TemporaryDatabase,
  type TemporaryFolder,
} from '@reelm/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { transcodeService } from '../service.js';
import { AnalysisService } from './analysis.service.js';
import { artifactKeys } from './artifact-keys.js';
import { Sweeper } from './sweeper.js';

const ffmpeg = (args: string[]) => promisify(execFile)('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args]);

let database: TemporaryDatabase;
let broker: TemporaryBroker;
let folder: TemporaryFolder;
let running: RunningService;
let libraryPath: string;
const libraryId = newId();

beforeAll(async () => {
  [database, broker, folder] = await Promise.all([temporaryDatabase(), temporaryBroker(), temporaryFolder()]);
  libraryPath = join(folder.path, 'films');
  await promisify(execFile)('mkdir', ['-p', libraryPath]);
  running = await startService(transcodeService, {
    REELM_DATABASE_URL: database.url,
    REELM_NATS_URL: broker.url,
    REELM_NATS_USER: broker.user,
    REELM_NATS_PASSWORD: broker.password,
    REELM_DATA_DIR: join(folder.path, 'data'),
    REELM_LOG_LEVEL: 'silent',
    REELM_TRANSCODE_WORKERS: '2',
  });
  await publish(events.libraryChanged, { libraryId, name: 'Films', path: libraryPath, state: 'active' });
});
afterAll(async () => {
  await running.stop();
  await Promise.all([database.drop(), broker.stop(), folder.remove()]);
});

const query = <T = Record<string, unknown>>(sql: string, params: unknown[] = []) => running.app.get(Database).query<T>(sql, params);
const stateOf = async (fileId: string) =>
  (await query<{ state: string }>('SELECT state FROM media_file WHERE file_id = $1', [fileId]))[0]?.state;
const jobsOf = (fileId: string) =>
  query<{ id: string; state: string; parent_id: string | null; error: { code: string } | null }>(
    'SELECT id, state, parent_id, error FROM job WHERE file_id = $1 ORDER BY id',
    [fileId],
  );
const told = <D extends EventDefinition>(definition: D, fileId: string) =>
  query<{ payload: PayloadOf<D> }>(`SELECT payload FROM outbox WHERE subject = $1 AND payload->>'fileId' = $2 ORDER BY seq`, [
    definition.subject,
    fileId,
  ]).then((rows) => rows.map((row) => row.payload));

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

async function makeFilm(name: string, generator = 'testsrc2=s=320x180:r=25:d=3'): Promise<string> {
  await ffmpeg([
    '-f',
    'lavfi',
    '-i',
    generator,
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-g',
    '25',
    '-pix_fmt',
    'yuv420p',
    join(libraryPath, name),
  ]);
  return name;
}
async function stateOnDisk(name: string, changes: Partial<FileState> = {}): Promise<FileState> {
  const { size, mtimeMs } = await stat(join(libraryPath, name));
  return {
    fileId: newId(),
    libraryId,
    path: name,
    bytes: size,
    modifiedAt: new Date(Math.floor(mtimeMs)).toISOString(),
    oshash: null,
    present: true,
    scanJobId: null,
    ...changes,
  };
}
async function addFilm(name: string): Promise<FileState> {
  const file = await stateOnDisk(await makeFilm(name));
  await publish(events.fileAdded, file);
  return file;
}
const untilTold = (definition: EventDefinition, fileId: string, times = 1) =>
  until(
    `${definition.subject} about ${fileId}`,
    async () => {
      const payloads = await told(definition, fileId);
      return payloads.length >= times ? payloads : undefined;
    },
    30_000,
  );
const artifactsOf = async (fileId: string) => (await told(events.fileAnalyzed, fileId)).at(-1)?.artifacts ?? [];

describe('an added file', () => {
  it('is analysed as part of its scan, and its pictures are in the store', async () => {
    const scanJobId = newId();
    const file = await stateOnDisk(await makeFilm('one.mp4'), { scanJobId });
    await publish(events.fileAdded, file);
    await untilTold(events.fileAnalyzed, file.fileId);

    const [analyzed] = await told(events.fileAnalyzed, file.fileId);
    expect(analyzed).toMatchObject({
      libraryId,
      name: 'one.mp4',
      bytes: file.bytes,
      modifiedAt: file.modifiedAt,
      media: { videoCodec: 'h264', width: 320, height: 180, durationSeconds: 3 },
    });
    expect(analyzed?.artifacts.map((artifact) => artifact.kind)).toEqual(['cover', 'sprite', 'sprite-vtt', 'frames']);
    const store = running.app.get(ObjectStore);
    for (const artifact of analyzed?.artifacts ?? []) {
      const { stream, info } = await store.get(artifact.key);
      expect((await buffer(stream)).length).toBe(artifact.bytes);
      expect(info.contentType).toBe(artifact.contentType);
    }
    const vtt = analyzed?.artifacts.find((artifact) => artifact.kind === 'sprite-vtt');
    expect(await text((await store.get(vtt?.key ?? '')).stream)).toContain('sprite.jpg#xywh=0,0,160,90');
    expect(await stateOf(file.fileId)).toBe('analyzed');
    expect(await until('the job to end', async () => (await jobsOf(file.fileId)).find((job) => job.state === 'succeeded'))).toMatchObject({
      parent_id: scanJobId,
    });
    expect(await readdir(join(folder.path, 'data/scratch'))).toEqual([]);
  });

  it('is noted before its library is known, and analysed as soon as it is', async () => {
    const other = newId();
    const file = await stateOnDisk(await makeFilm('early.mp4'), { libraryId: other });
    await publish(events.fileAdded, file);
    await until('the file to be noted', async () => (await stateOf(file.fileId)) === 'waiting');
    expect(await jobsOf(file.fileId)).toEqual([]);
    await publish(events.libraryChanged, { libraryId: other, name: 'Other', path: libraryPath, state: 'active' });
    await untilTold(events.fileAnalyzed, file.fileId);
  });

  it('gets one job however often and in whatever order it is told', async () => {
    const file = await stateOnDisk(await makeFilm('often.mp4'));
    const [older, newer] = [++version, ++version];
    await publish(events.fileMoved, { ...file, path: 'often.mp4' }, newer);
    await publish(events.fileAdded, { ...file, path: 'before.mp4' }, older);
    await publish(events.fileMoved, { ...file, path: 'often.mp4' }, newer);
    await untilTold(events.fileAnalyzed, file.fileId);
    expect(await query('SELECT path FROM media_file WHERE file_id = $1', [file.fileId])).toEqual([{ path: 'often.mp4' }]);
    expect(await jobsOf(file.fileId)).toHaveLength(1);
  });
});

describe('a known file', () => {
  it('keeps its pictures when it moves, goes and comes back', async () => {
    const file = await addFilm('here.mp4');
    await untilTold(events.fileAnalyzed, file.fileId);
    await rename(join(libraryPath, 'here.mp4'), join(libraryPath, 'there.mp4'));
    await publish(events.fileMoved, { ...file, path: 'there.mp4' });
    await publish(events.fileMissing, { ...file, path: 'there.mp4', present: false });
    await publish(events.fileRestored, { ...file, path: 'there.mp4' });
    await until(
      'the last event',
      async () =>
        (await query<{ version: number }>('SELECT version FROM media_file WHERE file_id = $1', [file.fileId]))[0]?.version === version,
    );
    expect(await stateOf(file.fileId)).toBe('analyzed');
    expect(await jobsOf(file.fileId)).toHaveLength(1);
  });

  it('is analysed anew when its content changes, and the old pictures are swept away', async () => {
    const file = await addFilm('changing.mp4');
    await untilTold(events.fileAnalyzed, file.fileId);
    const before = await artifactsOf(file.fileId);
    await makeFilm('changing.mp4', 'testsrc2=s=180x320:r=25:d=4');
    await publish(events.fileChanged, await stateOnDisk('changing.mp4', { fileId: file.fileId }));
    await untilTold(events.fileAnalyzed, file.fileId, 2);
    const after = await artifactsOf(file.fileId);
    expect(after[0]?.version).not.toBe(before[0]?.version);

    const store = running.app.get(ObjectStore);
    await store.stat(before[0]?.key ?? '');
    await until('the sweep', async () => (await running.app.get(Sweeper).sweep(0)) > 0);
    for (const { key } of before) await expect(store.stat(key)).rejects.toMatchObject({ code: 'storage.not_found' });
    for (const { key } of after) await store.stat(key);
    expect(await query('SELECT key FROM obsolete_object')).toEqual([]);
  });

  it('is found by its new path when its library moved while it waited', async () => {
    const moved = newId();
    await publish(events.libraryChanged, { libraryId: moved, name: 'Moved', path: '/nowhere', state: 'active' });
    await running.app.get(JobQueue).pause(jobs.analyze.kind, true);
    const file = await stateOnDisk(await makeFilm('follows.mp4'), { libraryId: moved });
    await publish(events.fileAdded, file);
    await until('the job to be queued', async () => (await jobsOf(file.fileId)).length === 1);
    await publish(events.libraryChanged, { libraryId: moved, name: 'Moved', path: libraryPath, state: 'active' });
    await until(
      'the move',
      async () => (await query('SELECT 1 FROM library_root WHERE library_id = $1 AND path = $2', [moved, libraryPath])).length === 1,
    );
    await running.app.get(JobQueue).pause(jobs.analyze.kind, false);
    await untilTold(events.fileAnalyzed, file.fileId);
  });

  it('can be analysed again by hand: everything is made anew', async () => {
    const file = await addFilm('again.mp4');
    await untilTold(events.fileAnalyzed, file.fileId);
    const [cover] = await artifactsOf(file.fileId);
    const store = running.app.get(ObjectStore);
    await store.remove([cover?.key ?? '']);
    const job = await running.app.get(Bus).request(rpcs.analyzeFile, { fileId: file.fileId });
    expect(job).toMatchObject({ kind: 'transcode.analyze', priority: 'interactive', label: 'again.mp4' });
    await untilTold(events.fileAnalyzed, file.fileId, 2);
    expect(await artifactsOf(file.fileId)).toEqual((await told(events.fileAnalyzed, file.fileId))[0]?.artifacts);
    await store.stat(cover?.key ?? '');
    await expect(running.app.get(Bus).request(rpcs.analyzeFile, { fileId: newId() })).rejects.toMatchObject({ code: 'video.file_missing' });
  });

  it('is not decoded again for pictures that are there', async () => {
    const file = await addFilm('there-already.mp4');
    await untilTold(events.fileAnalyzed, file.fileId);
    await rm(join(libraryPath, 'there-already.mp4'));
    const { fileId, bytes, modifiedAt } = file;
    const payload = { fileId, libraryId, path: join(libraryPath, file.path), bytes, modifiedAt, force: false };
    await running.app
      .get(Database)
      .transaction((tx) => running.app.get(JobQueue).enqueue(tx, jobs.analyze, [{ payload, label: 'x', fileId }]));
    await untilTold(events.fileAnalyzed, file.fileId, 2);
  });
});

describe('pictures whose job does not end well', () => {
  const made = async (name: string) => {
    await running.app.get(JobQueue).pause(jobs.analyze.kind, true);
    const { fileId, bytes, modifiedAt, path } = await addFilm(name);
    await until('the file to be known', async () => (await stateOf(fileId)) !== undefined);
    const payload = { fileId, libraryId, path: join(libraryPath, path), bytes, modifiedAt, force: false };
    const context = { attempt: 1, signal: new AbortController().signal, progress: () => undefined, log: running.app.get(Log) };
    return { keys: artifactKeys(payload), settle: await running.app.get(AnalysisService).analyze(payload, context) };
  };
  afterEach(() => running.app.get(JobQueue).pause(jobs.analyze.kind, false));

  it('are swept away, but not while it may still end', async () => {
    const { keys } = await made('cancelled.mp4');
    const [store, sweeper] = [running.app.get(ObjectStore), running.app.get(Sweeper)];
    await sweeper.sweep(0);
    for (const key of keys) await store.stat(key);
    await sweeper.sweep(-3_600);
    for (const key of keys) await expect(store.stat(key)).rejects.toMatchObject({ code: 'storage.not_found' });
  });

  it('are not spoken of when it ends after they were swept away; it is tried again', async () => {
    const { keys, settle } = await made('late.mp4');
    await running.app.get(Sweeper).sweep(-3_600);
    const settled = running.app.get(Database).transaction(async (tx) => settle?.(tx));
    await expect(settled).rejects.toMatchObject({ code: 'storage.not_found', retryable: true });
    expect(await query('SELECT 1 FROM artifact WHERE key = ANY($1)', [keys])).toEqual([]);
  });
});

describe('a file that gives no pictures', () => {
  it('is rejected with its reason, and its job fails', async () => {
    await writeFile(join(libraryPath, 'words.mp4'), 'only words');
    const file = await stateOnDisk('words.mp4');
    await publish(events.fileAdded, file);
    await untilTold(events.fileRejected, file.fileId);
    expect(await told(events.fileRejected, file.fileId)).toEqual([
      {
        fileId: file.fileId,
        bytes: file.bytes,
        modifiedAt: file.modifiedAt,
        problem: expect.objectContaining({ code: 'media.unreadable' }),
        media: null,
      },
    ]);
    expect(await stateOf(file.fileId)).toBe('rejected');
    expect((await jobsOf(file.fileId)).map((job) => [job.state, job.error?.code])).toEqual([['failed', 'media.unreadable']]);
    expect(await told(events.fileAnalyzed, file.fileId)).toEqual([]);
  });

  it('loses those of its earlier content', async () => {
    const file = await addFilm('worse.mp4');
    await untilTold(events.fileAnalyzed, file.fileId);
    await writeFile(join(libraryPath, 'worse.mp4'), '');
    await publish(events.fileChanged, await stateOnDisk('worse.mp4', { fileId: file.fileId }));
    await untilTold(events.fileRejected, file.fileId);
    expect(await query('SELECT 1 FROM artifact WHERE file_id = $1', [file.fileId])).toEqual([]);
  });

  it('because it went away waits for its return', async () => {
    const file = await stateOnDisk(await makeFilm('gone.mp4'));
    await rm(join(libraryPath, 'gone.mp4'));
    await running.app.get(JobQueue).pause(jobs.analyze.kind, true);
    await publish(events.fileAdded, file);
    await until('the job', async () => (await jobsOf(file.fileId)).length === 1);
    await publish(events.fileMissing, { ...file, present: false });
    await until(
      'the news',
      async () => (await query('SELECT 1 FROM media_file WHERE file_id = $1 AND NOT present', [file.fileId])).length === 1,
    );
    await running.app.get(JobQueue).pause(jobs.analyze.kind, false);
    await until('the job to fail', async () => (await jobsOf(file.fileId))[0]?.error?.code === 'media.vanished', 30_000);
    expect(await stateOf(file.fileId)).toBe('waiting');

    await makeFilm('gone.mp4');
    await utimes(join(libraryPath, 'gone.mp4'), new Date(file.modifiedAt), new Date(file.modifiedAt));
    await publish(events.fileRestored, await stateOnDisk('gone.mp4', { fileId: file.fileId }));
    await untilTold(events.fileAnalyzed, file.fileId);
  });
});

it('forgets the files of a purged library', async () => {
  const purged = newId();
  await publish(events.libraryChanged, { libraryId: purged, name: 'Purged', path: libraryPath, state: 'active' });
  const file = await stateOnDisk(await makeFilm('purged.mp4'), { libraryId: purged });
  await publish(events.fileAdded, file);
  await untilTold(events.fileAnalyzed, file.fileId);
  await publish(events.libraryChanged, { libraryId: purged, name: 'Purged', path: libraryPath, state: 'purged' });
  await until('the file to be forgotten', async () => (await stateOf(file.fileId)) === undefined);
  const keys = (await artifactsOf(file.fileId)).map((artifact) => artifact.key);
  expect((await query<{ key: string }>('SELECT key FROM obsolete_object WHERE key = ANY($1)', [keys])).length).toBe(keys.length);
});

it('takes a big scan in batches without a query per file', async () => {
  await running.app.get(JobQueue).pause(jobs.analyze.kind, true);
  const file = await stateOnDisk(await makeFilm('many.mp4'));
  const files = Array.from({ length: 2_000 }, (_, index) => ({ ...file, fileId: newId(), path: `many/${index}.mp4` }));
  const started = performance.now();
  await Promise.all(files.map((one) => publish(events.fileAdded, one)));
  await until(
    'all to be queued',
    async () => {
      const [row] = await query<{ count: number }>(
        `SELECT count(*)::int AS count FROM job WHERE state = 'queued' AND label LIKE '%.mp4' AND library_id = $1`,
        [libraryId],
      );
      return row?.count === files.length;
    },
    30_000,
  );
  expect(performance.now() - started).toBeLessThan(20_000);
  await query(`UPDATE media_file SET present = false WHERE path LIKE 'many/%'`);
  await query(`UPDATE job SET state = 'cancelled', finished_at = now() WHERE state = 'queued'`);
  await running.app.get(JobQueue).pause(jobs.analyze.kind, false);
});

it('shows ffmpeg on the status page, and is ready', async () => {
  const status = await running.app.get(Bus).request(serviceRpcs.transcode.status, {});
  expect(status.tools.map((tool) => tool.name)).toEqual(['ffmpeg', 'ffprobe']);
  expect(status.dependencies).toContainEqual({ name: 'ffmpeg', state: 'up', detail: status.tools[0]?.version });
  expect(status.tables.map((table) => table.name)).toEqual(expect.arrayContaining(['artifact', 'library_root', 'media_file']));
  expect((await fetch(new URL('/api/ready', running.url))).status).toBe(200);
});
