import { expect, it } from 'vitest';
import { parseFrameLog } from './frame-log.js';

it('reads times, sheets and brightness, and leaves out frames without a time', () => {
  const text = [
    'frame:0    pts:-40     pts_time:-0.04',
    'sheet=sprite',
    'lavfi.signalstats.YLOW=76',
    'lavfi.signalstats.YAVG=143.444',
    'lavfi.signalstats.YHIGH=179',
    'frame:0    pts:8300    pts_time:8.3',
    'sheet=cover',
    'frame:1    pts:NOPTS   pts_time:NOPTS',
    'sheet=cover',
    'frame:1    pts:36000040 pts_time:36000',
    'sheet=12',
    '',
  ].join('\n');
  expect(parseFrameLog(text)).toEqual([
    { sheet: 'sprite', seconds: -0.04, statistics: { mean: 143.444, low: 76, high: 179 } },
    { sheet: 'cover', seconds: 8.3, statistics: null },
    { sheet: '12', seconds: 36000.04, statistics: null },
  ]);
});
