import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { events, jobs, rpcs } from '@reelm/contracts';
import { Bus, JobQueue } from '@reelm/service-kit';
import { nothingAutomatic, until } from '@reelm/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { VanishedFiles } from '../analysis/vanished-files.js';
import { ffmpeg, TranscodeHouse } from '../testing/transcode.js';

let house: TranscodeHouse;
beforeAll(async () => {
  house = await TranscodeHouse.start();
  await house.service.app.get(Bus).request(rpcs.updateArtifactSettings, { ...nothingAutomatic, fingerprints: {} });
});
afterAll(() => house.stop());

const hashOf = async (fileId: string) => (await house.untilTold(events.fileFingerprinted, fileId)).at(-1)?.phash;
const distance = (a: string, b: string) => (BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(2).replaceAll('0', '').length;
/** A moving picture that looks the same in every size. */
const clouds = (size: string) => `gradients=s=${size}:r=25:d=6:seed=7:speed=0.05:n=6`;

it('tells the hash of a film, the same for the same film in another size and coding', async () => {
  const small = await house.stateOnDisk(await house.makeFilm('small.mp4', clouds('320x180')));
  await ffmpeg([
    '-i',
    join(house.libraryPath, 'small.mp4'),
    '-vf',
    'scale=640:-2',
    '-c:v',
    'mpeg4',
    '-q:v',
    '3',
    join(house.libraryPath, 'large.mkv'),
  ]);
  const large = await house.stateOnDisk('large.mkv');
  const other = await house.stateOnDisk(await house.makeFilm('other.mp4', 'testsrc2=s=320x180:r=25:d=6'));
  for (const file of [small, large, other]) await house.publish(events.fileAdded, file);
  const [one, two, three] = [await hashOf(small.fileId), await hashOf(large.fileId), await hashOf(other.fileId)];
  if (!one || !two || !three) throw new Error('A film has no hash.');
  expect(one).toMatch(/^[0-9a-f]{16}$/);
  expect(distance(one, two)).toBeLessThanOrEqual(4);
  expect(distance(one, three)).toBeGreaterThan(12);
});

it('computes a hash once for the same bytes, and anew for others', async () => {
  const file = await house.addFilm('changing.mp4');
  const first = await hashOf(file.fileId);
  await house.service.app.get(Bus).request(rpcs.analyzeFile, { fileId: file.fileId });
  await house.untilTold(events.fileAnalyzed, file.fileId, 2);
  await house.makeFilm('changing.mp4', clouds('180x320'));
  await house.publish(events.fileChanged, await house.stateOnDisk('changing.mp4', { fileId: file.fileId }));
  const hashes = await house.untilTold(events.fileFingerprinted, file.fileId, 2);
  expect(hashes).toHaveLength(2);
  expect(hashes[1]?.phash).not.toBe(first);
  expect(await house.jobsOf(file.fileId, jobs.fingerprint)).toHaveLength(2);
});

it('says that a film has none where a frame cannot be had', async () => {
  // Its header promises ten times as much as there is.
  const name = await house.makeFilm('short.mp4');
  await ffmpeg([
    '-i',
    join(house.libraryPath, name),
    '-f',
    'lavfi',
    '-i',
    'sine=d=30',
    '-c:v',
    'copy',
    '-c:a',
    'aac',
    join(house.libraryPath, 'half.mp4'),
  ]);
  const file = await house.stateOnDisk('half.mp4');
  await house.publish(events.fileAdded, file);
  expect(await house.untilTold(events.fileFingerprinted, file.fileId)).toMatchObject([
    { phash: null, problem: { code: 'media.undecodable' } },
  ]);
});

it('lets a job go whose file has other bytes by now, and takes it up again when they are back', async () => {
  const queue = house.service.app.get(JobQueue);
  await queue.pause(jobs.fingerprint.kind, true);
  const file = await house.addFilm('replaced.mp4');
  await until('the job', async () => (await house.jobsOf(file.fileId, jobs.fingerprint)).length === 1);
  const path = join(house.libraryPath, 'replaced.mp4');
  await rename(path, `${path}.kept`);
  await writeFile(path, 'words');
  await queue.pause(jobs.fingerprint.kind, false);
  const [job] = await until('the job to end', async () => {
    const found = await house.jobsOf(file.fileId, jobs.fingerprint);
    return found[0]?.state === 'cancelled' ? found : undefined;
  });
  expect(job?.error?.code).toBe('media.vanished');
  const vanished = house.service.app.get(VanishedFiles);
  expect(await vanished.lookForJobs()).toBe(0);
  expect(await house.told(events.fileFingerprinted, file.fileId)).toEqual([]);
  await rename(`${path}.kept`, path);
  // Its own look may have been faster.
  await vanished.lookForJobs();
  expect(await hashOf(file.fileId)).toMatch(/^[0-9a-f]{16}$/);
  await until('the job', async () => (await house.jobsOf(file.fileId, jobs.fingerprint))[0]?.state === 'succeeded');
});

it('leaves files without a hash where that was chosen, and computes it once it is chosen otherwise', async () => {
  const bus = house.service.app.get(Bus);
  await bus.request(rpcs.updateArtifactSettings, { fingerprints: { automatic: false } });
  expect(await bus.request(rpcs.artifactSettings, {})).toMatchObject({ fingerprints: { automatic: false } });
  const file = await house.addFilm('unasked.mp4');
  await house.untilTold(events.fileAnalyzed, file.fileId);
  await until('the analysis to be noticed', async () => {
    const noticed = await house.query(
      `SELECT FROM inbox JOIN outbox ON outbox.id = inbox.event_id WHERE outbox.subject = $1 AND outbox.payload->>'fileId' = $2`,
      [events.fileAnalyzed.subject, file.fileId],
    );
    return noticed.length > 0;
  });
  expect(await house.jobsOf(file.fileId, jobs.fingerprint)).toEqual([]);
  await bus.request(rpcs.updateArtifactSettings, { fingerprints: { automatic: true } });
  expect(await hashOf(file.fileId)).toMatch(/^[0-9a-f]{16}$/);
});
