import { execFile } from 'node:child_process';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { promisify } from 'node:util';
import type { Machine } from './report.js';

const run = promisify(execFile);

/** What the numbers depend on; nothing that names the computer. */
export const machine = async (): Promise<Machine> => ({
  cores: availableParallelism(),
  processor: cpus()[0]?.model.trim() || 'unknown processor',
  memoryGiB: Math.round(totalmem() / 1024 ** 3),
  node: process.versions.node,
  ffmpeg: /ffmpeg version (\S+)/.exec((await run('ffmpeg', ['-version'])).stdout)?.[1] ?? 'unknown',
});
