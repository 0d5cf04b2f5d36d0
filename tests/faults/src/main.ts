import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { faultCases } from './schedule.js';
import { playSeries } from './series.js';
import { takeOwnMounts } from './small-disk.js';

takeOwnMounts();

// npm run faults -- --schedules 300 --seed 1 [--from 0] [--only F3] [--parallel 2] [--fresh-every 20] [--journal FILE] [--report FILE]
const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    only: { type: 'string' },
    parallel: { type: 'string', default: '2' },
    'fresh-every': { type: 'string', default: '20' },
    journal: { type: 'string' },
    report: { type: 'string', default: 'tests/faults/results/report.json' },
  },
});
const whole = z.coerce.number().int().nonnegative();
const options = {
  count: whole.parse(values.schedules),
  seed: whole.parse(values.seed),
  from: whole.parse(values.from),
  only: z.enum(faultCases).optional().parse(values.only),
  parallel: whole.min(1).parse(values.parallel),
  freshEvery: whole.min(1).parse(values['fresh-every']),
  journal: values.journal,
};

const say = (line: string) => process.stdout.write(`${line}\n`);
const startedAt = performance.now();
const report = await playSeries({ ...options, say });
const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1);
mkdirSync(dirname(values.report), { recursive: true });
writeFileSync(values.report, `${JSON.stringify(report, null, 2)}\n`);
say(
  `${report.played} of ${report.planned} schedules played (${report.kills} kills) in ${minutes} minutes, ${report.violations} violations in ${report.failures.length} of them; report: ${values.report}`,
);
process.exitCode = report.failures.length > 0 || report.played < report.planned ? 1 : 0;
