import { expect, test } from 'vitest';
import { jobOf } from '../testing/job.js';
import { PendingChanges } from './pending-changes.js';

test('sums up what changed and forgets it once taken', () => {
  const pending = new PendingChanges(false);
  const job = jobOf();
  pending.addVideo('a');
  pending.addVideo('b');
  pending.addVideo('a');
  pending.addEntity('tag', 'c');
  pending.addEntity('studio', 'd');
  pending.addEntity('tag', 'c');
  pending.addJob(job);
  pending.addJob({ ...job, state: 'running' });
  pending.addLibraries();
  pending.addLibraries();
  pending.addDeadLetters();
  expect(pending.take()).toEqual([
    { type: 'videos', ids: ['a', 'b'] },
    { type: 'entities', kind: 'tag', ids: ['c'] },
    { type: 'entities', kind: 'studio', ids: ['d'] },
    { type: 'job', job: { ...job, state: 'running' } },
    { type: 'libraries' },
    { type: 'dead-letters' },
  ]);
  expect(pending.take()).toEqual([]);
});

test('cuts long lists of videos into several events', () => {
  const pending = new PendingChanges(false);
  for (let index = 0; index < 1_200; index += 1) pending.addVideo(String(index));
  expect(pending.take().map((event) => (event.type === 'videos' ? event.ids.length : 0))).toEqual([500, 500, 200]);
});

test('of thousands of jobs tells those first that people asked for, then what runs or failed', () => {
  const pending = new PendingChanges(false);
  const scan = jobOf({ kind: 'ingest.scan' });
  for (let index = 0; index < 5_000; index += 1) pending.addJob(jobOf({ parentId: scan.id }));
  const failed = jobOf({ parentId: scan.id, state: 'failed' });
  pending.addJob(failed);
  pending.addJob(scan);
  const told = pending.take().flatMap((event) => (event.type === 'job' ? [event.job] : []));
  expect(told).toHaveLength(100);
  expect(told.slice(0, 2)).toEqual([scan, failed]);
});

test('tells whoever may not see all videos of no job what it works on', () => {
  const pending = new PendingChanges(true);
  const job = jobOf({ label: 'hidden.mp4', progress: { done: 1, total: 2, unit: 'files', note: 'hidden.mp4' } });
  pending.addJob({ ...job, error: { code: 'internal', message: 'hidden.mp4 is broken', details: { path: 'hidden.mp4' } } });
  const [told] = pending.take();
  expect(told).toMatchObject({
    job: { id: job.id, label: '', fileId: null, progress: { done: 1, total: 2 }, error: { code: 'internal' } },
  });
  expect(JSON.stringify(told)).not.toContain('hidden');
});
