import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Journal, type Played } from './journal.js';
import { planSchedule } from './schedule.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reelm-journal-'));
});
afterEach(() => rm(folder, { recursive: true }));

const schedule = planSchedule(1, 4);
const played: Played = {
  seed: 1,
  index: 4,
  case: schedule.case,
  schedule: 'in words',
  violations: [{ rule: 'a rule', detail: 'what was wrong' }],
  notes: { kills: 5 },
  recoveryMs: 10,
  seconds: 2.5,
  folder: '/kept',
};

test('what was played is known to the next series, also after a line that was cut off', async () => {
  const path = join(folder, 'deep', 'journal.jsonl');
  new Journal(path).add(played);
  await appendFile(path, '{"seed":1,"ind');
  const next = planSchedule(1, 5);
  new Journal(path).add({ ...played, index: 5, case: next.case });
  expect(new Journal(path).find(schedule)).toEqual(played);
  expect(new Journal(path).find(next)?.index).toBe(5);
});

test('another seed, index or case was not played', () => {
  const journal = new Journal();
  journal.add(played);
  expect(journal.find(schedule)).toEqual(played);
  expect(journal.find(planSchedule(2, 4))).toBeUndefined();
  expect(journal.find(planSchedule(1, 5))).toBeUndefined();
  expect(journal.find(planSchedule(1, 4, 'F17'))).toBeUndefined();
});
