import { mkdir, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { buffer, text } from 'node:stream/consumers';
import { join } from 'node:path';
import { ArtifactKind, events, jobs, rpcs, serviceRpcs } from '@reelm/contracts';
import { Bus, Database, JobQueue, Log, newId, ObjectStore } from '@reelm/service-kit';
import { nothingAutomatic, until } from '@reelm/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { artifactKey } from '../artifacts/artifact-keys.js';
import { Sweeper } from '../artifacts/sweeper.js';
import { ToolsRepository } from '../media/tools.repository.js';
import { TranscodeHouse } from '../testing/transcode.js';
import { AnalysisService } from './analysis.service.js';
import { VanishedFiles } from './vanished-files.js';

let house: TranscodeHouse;
beforeAll(async () => {
  house = await TranscodeHouse.start();
  // They have tests of their own, and would be computed beside these.
  await house.service.app.get(Bus).request(rpcs.updateArtifactSettings, nothingAutomatic);
});
afterAll(() => house.stop());

const artifactsOf = async (fileId: string) => (await house.told(events.fileAnalyzed, fileId)).at(-1)?.artifacts ?? [];

describe('an added file', () => {
  it('is analysed as part of its scan, and its pictures are in the store', async () => {
    const scanJobId = newId();
    const file = await house.stateOnDisk(await house.makeFilm('one.mp4'), { scanJobId });
    await house.publish(events.fileAdded, file);
    await house.untilTold(events.fileAnalyzed, file.fileId);

    const [analyzed] = await house.told(events.fileAnalyzed, file.fileId);
    expect(analyzed).toMatchObject({
      libraryId: house.libraryId,
      name: 'one.mp4',
      bytes: file.bytes,
      modifiedAt: file.modifiedAt,
      media: { videoCodec: 'h264', width: 320, height: 180, durationSeconds: 3 },
    });
    expect(analyzed?.artifacts.map((artifact) => artifact.kind)).toEqual(['cover', 'sprite', 'sprite-vtt', 'frames']);
    const store = house.service.app.get(ObjectStore);
    for (const artifact of analyzed?.artifacts ?? []) {
      const { stream, info } = await store.get(artifact.key);
      expect((await buffer(stream)).length).toBe(artifact.bytes);
      expect(info.contentType).toBe(artifact.contentType);
    }
    const vtt = analyzed?.artifacts.find((artifact) => artifact.kind === 'sprite-vtt');
    expect(await text((await store.get(vtt?.key ?? '')).stream)).toContain('sprite.jpg#xywh=0,0,160,90');
    expect(await house.stateOf(file.fileId)).toBe('analyzed');
    expect(
      await until('the job to end', async () => (await house.jobsOf(file.fileId)).find((job) => job.state === 'succeeded')),
    ).toMatchObject({
      parent_id: scanJobId,
    });
    expect(await readdir(join(house.folder, 'data/scratch'))).toEqual([]);
  });

  it('is noted before its library is known, and analysed as soon as it is', async () => {
    const other = newId();
    const file = await house.stateOnDisk(await house.makeFilm('early.mp4'), { libraryId: other });
    await house.publish(events.fileAdded, file);
    await until('the file to be noted', async () => (await house.stateOf(file.fileId)) === 'waiting');
    expect(await house.jobsOf(file.fileId)).toEqual([]);
    await house.publish(events.libraryChanged, { libraryId: other, name: 'Other', path: house.libraryPath, state: 'active' });
    await house.untilTold(events.fileAnalyzed, file.fileId);
  });

  it('gets one job however often and in whatever order it is told', async () => {
    const file = await house.stateOnDisk(await house.makeFilm('often.mp4'));
    const [older, newer] = [++house.version, ++house.version];
    await house.publish(events.fileMoved, { ...file, path: 'often.mp4' }, newer);
    await house.publish(events.fileAdded, { ...file, path: 'before.mp4' }, older);
    await house.publish(events.fileMoved, { ...file, path: 'often.mp4' }, newer);
    await house.untilTold(events.fileAnalyzed, file.fileId);
    expect(await house.query('SELECT path FROM media_file WHERE file_id = $1', [file.fileId])).toEqual([{ path: 'often.mp4' }]);
    expect(await house.jobsOf(file.fileId)).toHaveLength(1);
  });
});

describe('a known file', () => {
  it('keeps its pictures when it moves, goes and comes back', async () => {
    const file = await house.addFilm('here.mp4');
    await house.untilTold(events.fileAnalyzed, file.fileId);
    await rename(join(house.libraryPath, 'here.mp4'), join(house.libraryPath, 'there.mp4'));
    await house.publish(events.fileMoved, { ...file, path: 'there.mp4' });
    await house.publish(events.fileMissing, { ...file, path: 'there.mp4', present: false });
    await house.publish(events.fileRestored, { ...file, path: 'there.mp4' });
    await until(
      'the last event',
      async () =>
        (await house.query<{ version: number }>('SELECT version FROM media_file WHERE file_id = $1', [file.fileId]))[0]?.version ===
        house.version,
    );
    expect(await house.stateOf(file.fileId)).toBe('analyzed');
    expect(await house.jobsOf(file.fileId)).toHaveLength(1);
  });

  it('is analysed anew when its content changes, and the old pictures are swept away', async () => {
    const file = await house.addFilm('changing.mp4');
    await house.untilTold(events.fileAnalyzed, file.fileId);
    const before = await artifactsOf(file.fileId);
    await house.makeFilm('changing.mp4', 'testsrc2=s=180x320:r=25:d=4');
    await house.publish(events.fileChanged, await house.stateOnDisk('changing.mp4', { fileId: file.fileId }));
    await house.untilTold(events.fileAnalyzed, file.fileId, 2);
    const after = await artifactsOf(file.fileId);
    expect(after[0]?.version).not.toBe(before[0]?.version);

    const store = house.service.app.get(ObjectStore);
    await store.stat(before[0]?.key ?? '');
    await until('the sweep', async () => (await house.service.app.get(Sweeper).sweep(0)) > 0);
    for (const { key } of before) await expect(store.stat(key)).rejects.toMatchObject({ code: 'storage.not_found' });
    for (const { key } of after) await store.stat(key);
    expect(await house.query('SELECT key FROM obsolete_object')).toEqual([]);
  });

  it('is found by its new path when its library moved while it waited', async () => {
    const moved = newId();
    await house.publish(events.libraryChanged, { libraryId: moved, name: 'Moved', path: '/nowhere', state: 'active' });
    await house.service.app.get(JobQueue).pause(jobs.analyze.kind, true);
    const file = await house.stateOnDisk(await house.makeFilm('follows.mp4'), { libraryId: moved });
    await house.publish(events.fileAdded, file);
    await until('the job to be queued', async () => (await house.jobsOf(file.fileId)).length === 1);
    await house.publish(events.libraryChanged, { libraryId: moved, name: 'Moved', path: house.libraryPath, state: 'active' });
    await until(
      'the move',
      async () =>
        (await house.query('SELECT 1 FROM library_root WHERE library_id = $1 AND path = $2', [moved, house.libraryPath])).length === 1,
    );
    await house.service.app.get(JobQueue).pause(jobs.analyze.kind, false);
    await house.untilTold(events.fileAnalyzed, file.fileId);
  });

  it('can be analysed again by hand: everything is made anew', async () => {
    const file = await house.addFilm('again.mp4');
    await house.untilTold(events.fileAnalyzed, file.fileId);
    const [cover] = await artifactsOf(file.fileId);
    const store = house.service.app.get(ObjectStore);
    await store.remove([cover?.key ?? '']);
    const job = await house.service.app.get(Bus).request(rpcs.analyzeFile, { fileId: file.fileId });
    expect(job).toMatchObject({ kind: 'transcode.analyze', priority: 'interactive', label: 'again.mp4' });
    await house.untilTold(events.fileAnalyzed, file.fileId, 2);
    expect(await artifactsOf(file.fileId)).toEqual((await house.told(events.fileAnalyzed, file.fileId))[0]?.artifacts);
    await store.stat(cover?.key ?? '');
    await expect(house.service.app.get(Bus).request(rpcs.analyzeFile, { fileId: newId() })).rejects.toMatchObject({
      code: 'video.file_missing',
    });
  });

  it('is not decoded again for pictures that are there', async () => {
    const file = await house.addFilm('there-already.mp4');
    await house.untilTold(events.fileAnalyzed, file.fileId);
    await rm(join(house.libraryPath, 'there-already.mp4'));
    const { fileId, bytes, modifiedAt } = file;
    const payload = { fileId, libraryId: house.libraryId, path: join(house.libraryPath, file.path), bytes, modifiedAt, force: false };
    await house.service.app
      .get(Database)
      .transaction((tx) => house.service.app.get(JobQueue).enqueue(tx, jobs.analyze, [{ payload, label: 'x', fileId }]));
    await house.untilTold(events.fileAnalyzed, file.fileId, 2);
  });
});

describe('pictures whose job does not end well', () => {
  const made = async (name: string) => {
    await house.service.app.get(JobQueue).pause(jobs.analyze.kind, true);
    const { fileId, bytes, modifiedAt, path } = await house.addFilm(name);
    await until('the file to be known', async () => (await house.stateOf(fileId)) !== undefined);
    const payload = { fileId, libraryId: house.libraryId, path: join(house.libraryPath, path), bytes, modifiedAt, force: false };
    const context = { attempt: 1, signal: new AbortController().signal, progress: () => undefined, log: house.service.app.get(Log) };
    return {
      keys: ArtifactKind.options.map((kind) => artifactKey(payload, kind)),
      settle: await house.service.app.get(AnalysisService).analyze(payload, context),
    };
  };
  afterEach(() => house.service.app.get(JobQueue).pause(jobs.analyze.kind, false));

  it('are swept away, but not while it may still end', async () => {
    const { keys } = await made('cancelled.mp4');
    const [store, sweeper] = [house.service.app.get(ObjectStore), house.service.app.get(Sweeper)];
    await sweeper.sweep(0);
    for (const key of keys) await store.stat(key);
    await sweeper.sweep(-3_600);
    for (const key of keys) await expect(store.stat(key)).rejects.toMatchObject({ code: 'storage.not_found' });
  });

  it('are not spoken of when it ends after they were swept away; it is tried again', async () => {
    const { keys, settle } = await made('late.mp4');
    await house.service.app.get(Sweeper).sweep(-3_600);
    const settled = house.service.app.get(Database).transaction(async (tx) => settle?.(tx));
    await expect(settled).rejects.toMatchObject({ code: 'storage.not_found', retryable: true });
    expect(await house.query('SELECT 1 FROM artifact WHERE key = ANY($1)', [keys])).toEqual([]);
  });
});

describe('ffmpeg that is ended for want of memory', () => {
  let tools: ToolsRepository;
  let find: ToolsRepository['find'];
  beforeAll(() => {
    tools = house.service.app.get(ToolsRepository);
    find = tools.find.bind(tools);
  });
  afterEach(() => void (tools.find = find));

  /** Lets the first runs for a film be killed, and counts them. Runs for others, which may go on meanwhile, are left alone. */
  async function starve(film: string, times: number): Promise<() => Promise<number>> {
    const found = await find();
    const marks = join(house.folder, `starved-${film}`);
    const path = `${marks}.sh`;
    const take = Array.from({ length: times }, (_, run) => `mkdir ${marks}/${run} 2>/dev/null && kill -9 $$`).join('\n');
    await mkdir(marks);
    await writeFile(path, `#!/bin/sh\ncase "$*" in *${film}*)\n${take}\nesac\nexec ${found.ffmpeg.path} "$@"\n`, { mode: 0o755 });
    tools.find = () => Promise.resolve({ ...found, ffmpeg: { ...found.ffmpeg, path } });
    return async () => (await readdir(marks)).length;
  }

  it('is begun once more with less', async () => {
    const killed = await starve('hungry.mp4', 1);
    const file = await house.addFilm('hungry.mp4');
    expect(await house.untilTold(events.fileAnalyzed, file.fileId)).toMatchObject([{ artifacts: [{}, {}, {}, {}] }]);
    expect(await killed()).toBe(1);
    expect(await house.told(events.fileRejected, file.fileId)).toEqual([]);
  });

  it('and once more is given up, with the reason, until somebody asks again', async () => {
    const killed = await starve('starving.mp4', 3);
    const file = await house.addFilm('starving.mp4');
    await house.untilTold(events.fileRejected, file.fileId);
    const [job] = await house.jobsOf(file.fileId);
    expect([job?.state, job?.error?.code]).toEqual(['failed', 'media.out_of_memory']);
    expect(await killed()).toBe(2);
    tools.find = find;
    await house.service.app.get(JobQueue).retry(job?.id ?? '');
    await house.untilTold(events.fileAnalyzed, file.fileId);
    expect(await house.stateOf(file.fileId)).toBe('analyzed');
  });
});

describe('a file that gives no pictures', () => {
  it('is rejected with its reason, and its job fails', async () => {
    await writeFile(join(house.libraryPath, 'words.mp4'), 'only words');
    const file = await house.stateOnDisk('words.mp4');
    await house.publish(events.fileAdded, file);
    await house.untilTold(events.fileRejected, file.fileId);
    expect(await house.told(events.fileRejected, file.fileId)).toEqual([
      {
        fileId: file.fileId,
        bytes: file.bytes,
        modifiedAt: file.modifiedAt,
        problem: expect.objectContaining({ code: 'media.unreadable' }),
        seconds: expect.any(Number),
        media: null,
      },
    ]);
    expect(await house.stateOf(file.fileId)).toBe('rejected');
    expect((await house.jobsOf(file.fileId)).map((job) => [job.state, job.error?.code])).toEqual([['failed', 'media.unreadable']]);
    expect(await house.told(events.fileAnalyzed, file.fileId)).toEqual([]);
  });

  it('loses those of its earlier content', async () => {
    const file = await house.addFilm('worse.mp4');
    await house.untilTold(events.fileAnalyzed, file.fileId);
    await writeFile(join(house.libraryPath, 'worse.mp4'), '');
    await house.publish(events.fileChanged, await house.stateOnDisk('worse.mp4', { fileId: file.fileId }));
    await house.untilTold(events.fileRejected, file.fileId);
    expect(await house.query('SELECT 1 FROM artifact WHERE file_id = $1', [file.fileId])).toEqual([]);
  });

  it('because it went away waits for its return', async () => {
    const file = await house.stateOnDisk(await house.makeFilm('gone.mp4'));
    await rm(join(house.libraryPath, 'gone.mp4'));
    await house.service.app.get(JobQueue).pause(jobs.analyze.kind, true);
    await house.publish(events.fileAdded, file);
    await until('the job', async () => (await house.jobsOf(file.fileId)).length === 1);
    await house.publish(events.fileMissing, { ...file, present: false });
    await until(
      'the news',
      async () => (await house.query('SELECT 1 FROM media_file WHERE file_id = $1 AND NOT present', [file.fileId])).length === 1,
    );
    await house.service.app.get(JobQueue).pause(jobs.analyze.kind, false);
    await until('the job to end', async () => (await house.jobsOf(file.fileId))[0]?.state === 'cancelled', 30_000);
    expect((await house.jobsOf(file.fileId))[0]?.error?.code).toBe('media.vanished');
    expect(await house.stateOf(file.fileId)).toBe('waiting');

    await house.makeFilm('gone.mp4');
    await utimes(join(house.libraryPath, 'gone.mp4'), new Date(file.modifiedAt), new Date(file.modifiedAt));
    await house.publish(events.fileRestored, await house.stateOnDisk('gone.mp4', { fileId: file.fileId }));
    await house.untilTold(events.fileAnalyzed, file.fileId);
  });

  it('because its disk was away is looked at when that is back, though nobody tells of it', async () => {
    await house.service.app.get(JobQueue).pause(jobs.analyze.kind, true);
    const file = await house.addFilm('on a disk.mp4');
    await until('the job', async () => (await house.jobsOf(file.fileId)).length === 1);
    await rename(house.libraryPath, `${house.libraryPath}.away`);
    await house.service.app.get(JobQueue).pause(jobs.analyze.kind, false);
    await until('the job to end', async () => (await house.jobsOf(file.fileId))[0]?.state === 'cancelled', 40_000);
    expect((await house.jobsOf(file.fileId))[0]?.error?.code).toBe('media.vanished');
    const vanished = house.service.app.get(VanishedFiles);
    expect(await vanished.look()).toBe(0);
    expect(await house.stateOf(file.fileId)).toBe('waiting');

    await rename(`${house.libraryPath}.away`, house.libraryPath);
    await vanished.look();
    await house.untilTold(events.fileAnalyzed, file.fileId);
  });
});

it('forgets the files of a purged library', async () => {
  const purged = newId();
  await house.publish(events.libraryChanged, { libraryId: purged, name: 'Purged', path: house.libraryPath, state: 'active' });
  const file = await house.stateOnDisk(await house.makeFilm('purged.mp4'), { libraryId: purged });
  await house.publish(events.fileAdded, file);
  await house.untilTold(events.fileAnalyzed, file.fileId);
  await house.publish(events.libraryChanged, { libraryId: purged, name: 'Purged', path: house.libraryPath, state: 'purged' });
  await until('the file to be forgotten', async () => (await house.stateOf(file.fileId)) === undefined);
  const keys = (await artifactsOf(file.fileId)).map((artifact) => artifact.key);
  expect((await house.query<{ key: string }>('SELECT key FROM obsolete_object WHERE key = ANY($1)', [keys])).length).toBe(keys.length);
});

it('takes a big scan in batches without a query per file', async () => {
  await house.service.app.get(JobQueue).pause(jobs.analyze.kind, true);
  const file = await house.stateOnDisk(await house.makeFilm('many.mp4'));
  const files = Array.from({ length: 2_000 }, (_, index) => ({ ...file, fileId: newId(), path: `many/${index}.mp4` }));
  const started = performance.now();
  await Promise.all(files.map((one) => house.publish(events.fileAdded, one)));
  await until(
    'all to be queued',
    async () => {
      const [row] = await house.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM job WHERE state = 'queued' AND label LIKE '%.mp4' AND library_id = $1`,
        [house.libraryId],
      );
      return row?.count === files.length;
    },
    30_000,
  );
  expect(performance.now() - started).toBeLessThan(20_000);
  await house.query(`UPDATE media_file SET present = false WHERE path LIKE 'many/%'`);
  await house.query(`UPDATE job SET state = 'cancelled', finished_at = now() WHERE state = 'queued'`);
  await house.service.app.get(JobQueue).pause(jobs.analyze.kind, false);
});

it('shows ffmpeg on the status page, and is ready', async () => {
  const status = await house.service.app.get(Bus).request(serviceRpcs.transcode.status, {});
  expect(status.tools.map((tool) => tool.name)).toEqual(expect.arrayContaining(['ffmpeg', 'ffprobe']));
  expect(status.dependencies).toContainEqual({
    name: 'ffmpeg',
    state: 'up',
    detail: status.tools.find(({ name }) => name === 'ffmpeg')?.version,
  });
  expect(status.tables.map((table) => table.name)).toEqual(expect.arrayContaining(['artifact', 'library_root', 'media_file']));
  expect((await fetch(new URL('/api/ready', house.service.url))).status).toBe(200);
});
