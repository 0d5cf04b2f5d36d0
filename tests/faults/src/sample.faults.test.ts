import { afterAll, describe, expect, test } from 'vitest';
import { describeSchedule, planSchedule } from './schedule.js';
import { Stage } from './series.js';

// A sample of what `npm run faults` plays by the hundred. REELM_FAULT_SEED tries another one.
const seed = Number(process.env['REELM_FAULT_SEED'] ?? 1);
const schedules = Array.from({ length: 20 }, (_, index) => planSchedule(seed, index));

describe('an import survives', () => {
  const stage = new Stage(schedules.length, (line) => process.stdout.write(`${line}\n`));
  afterAll(() => stage.clear(), 60_000);

  test.each(schedules.map((schedule) => [describeSchedule(schedule), schedule] as const))('%s', async (_, schedule) => {
    const { violations, folder } = await stage.play(schedule);
    expect(violations, `its data and logs are in ${folder ?? 'no folder'}`).toEqual([]);
  });
});
