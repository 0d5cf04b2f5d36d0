import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManagedProcess } from './managed-process.js';

let folder: string;
let managed: ManagedProcess;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reelm-managed-'));
});
afterEach(async () => {
  await managed.stop();
  await rm(folder, { recursive: true });
});

/** A process of a few lines, taken for stuck after half a second of silence. */
const run = (script: string, isReady: () => Promise<boolean>): ManagedProcess =>
  new ManagedProcess(
    {
      name: 'worker',
      command: process.execPath,
      args: ['-e', script],
      cwd: folder,
      env: {},
      stopSignal: 'SIGTERM',
      stopTimeoutMs: 5_000,
      deathSignal: 'SIGKILL',
      readyTimeoutMs: 500,
      isReady,
    },
    join(folder, 'worker.log'),
    () => undefined,
  );

describe('a process that is not ready for long', () => {
  it('is waited for while it says what it is at', async () => {
    const since = Date.now();
    managed = run(`setInterval(() => console.log('still at it'), 50)`, () => Promise.resolve(Date.now() - since > 2_000));
    await managed.start();
    expect(managed.state).toBe('ready');
  });

  it('is taken for stuck, and stopped, when it says nothing', async () => {
    managed = run('setInterval(() => undefined, 50)', () => Promise.resolve(false));
    await expect(managed.start()).rejects.toThrow('worker is not ready and said nothing for 0.5 s');
    expect(managed.pid).toBeUndefined();
  });
});
