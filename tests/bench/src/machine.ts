import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, totalmem } from 'node:os';
import type { Machine } from './report.js';

/** What the numbers depend on; nothing that names the computer. */
export const machine = (): Machine => ({
  cores: availableParallelism(),
  processor: cpus()[0]?.model.trim() || 'unknown processor',
  memoryGiB: Math.round(totalmem() / 1024 ** 3),
  node: process.versions.node,
  ffmpeg: /ffmpeg version (\S+)/.exec(execFileSync('ffmpeg', ['-version'], { encoding: 'utf8' }))?.[1] ?? 'unknown',
});
