import { allJobs, type JobWithChildren } from '@reelm/contracts';
import { describe, expect, it } from 'vitest';
import { groupByParent, groupFailures, isLive, kindName, missingParents, secondsLeft, shareDone } from './job-model';

const job = (id: string, fields: Partial<JobWithChildren> = {}): JobWithChildren => ({
  id,
  kind: 'transcode.analyze',
  service: 'transcode',
  label: id,
  parentId: null,
  fileId: null,
  libraryId: null,
  state: 'running',
  priority: 'normal',
  attempt: 1,
  progress: null,
  error: null,
  queuedAt: '2026-01-01T00:00:00.000Z',
  startedAt: '2026-01-01T00:00:00.000Z',
  finishedAt: null,
  children: null,
  ...fields,
});
const children = { queued: 6, running: 2, succeeded: 1, failed: 1, cancelled: 0 };
const seconds = (done: number, total: number | null) => ({ done, total, unit: 'seconds' });

describe('jobs by their parents', () => {
  it('puts children under a parent of the list, and under one that was asked for', () => {
    const jobs = [job('child-a', { parentId: 'a' }), job('single'), job('a', { children }), job('child-b', { parentId: 'b' })];
    expect(missingParents(jobs)).toEqual(['b']);
    const groups = groupByParent(jobs, new Map([['b', job('b')]]));
    expect(groups.map(({ id, job: parent, members }) => [id, parent?.id, members.map((member) => member.id)])).toEqual([
      ['a', 'a', ['child-a']],
      ['single', 'single', []],
      ['b', 'b', ['child-b']],
    ]);
  });

  it('knows a group before its parent has come', () => {
    expect(groupByParent([job('child', { parentId: 'p' })], new Map())[0]?.job).toBeNull();
  });
});

describe('how far a job is', () => {
  it('is its own progress while it works', () => {
    expect(shareDone(job('a', { progress: seconds(18, 72) }))).toBe(0.25);
    expect(shareDone(job('a', { progress: seconds(18, null) }))).toBeNull();
  });

  it('is that of its children once it only waits for them', () => {
    expect(shareDone(job('a', { children, state: 'succeeded' }))).toBe(0.2);
    expect(isLive(job('a', { children, state: 'succeeded' }))).toBe(true);
    expect(isLive(job('a', { state: 'succeeded' }))).toBe(false);
  });

  it('says what is left only at a pace worth believing', () => {
    const started = Date.parse('2026-01-01T00:00:00.000Z');
    expect(secondsLeft(job('a', { progress: seconds(18, 72) }), started + 30_000)).toBe(90);
    expect(secondsLeft(job('a', { progress: seconds(18, 72) }), started + 1000)).toBeNull();
    expect(secondsLeft(job('a'), started + 30_000)).toBeNull();
  });
});

describe('failures', () => {
  it('come together by kind and code, the most frequent first', () => {
    const failed = (id: string, code: string, kind = 'transcode.analyze') =>
      job(id, { kind, state: 'failed', error: { code, message: code } });
    const groups = groupFailures([
      failed('a', 'storage.full'),
      failed('b', 'media.empty'),
      failed('c', 'media.empty'),
      failed('d', 'media.empty', 'faces.detect'),
    ]);
    expect(groups.map(({ key, jobs }) => [key, jobs.length])).toEqual([
      ['transcode.analyze media.empty', 2],
      ['transcode.analyze storage.full', 1],
      ['faces.detect media.empty', 1],
    ]);
  });
});

it('every kind of job has a name for people', () => {
  expect(allJobs.map(({ kind }) => kind).filter((kind) => kindName(kind) === kind)).toEqual([]);
});
