import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { http } from '@reelm/contracts';
import { startStack, type ProcessName, type Stack } from '@reelm/local';
import { ApiClient, nothingAutomatic } from '@reelm/testing';

export const administrator = { username: 'admin', password: 'a long enough password' };

/** What a section is given. */
export interface Bench {
  /** Smaller amounts: minutes instead of half an hour. */
  quick: boolean;
  /** How many videos the search is measured with, where another number is wanted. */
  videos?: number | undefined;
  /** Folder in which the seeded library of the search is kept and found again. */
  keep?: string | undefined;
  say: (line: string) => void;
}

/** An empty folder for the time of a measurement. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'reelm-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A running Reelm, on fresh data in an empty folder, with a signed-in administrator, without the web app unless wanted. */
export async function withStack<T>(
  folder: string,
  web: 'production' | 'none',
  work: (stack: Stack, api: ApiClient) => Promise<T>,
): Promise<T> {
  const stack = await startStack({
    dataDirectory: join(folder, 'data'),
    port: 0,
    web,
    environment: {
      PATH: process.env['PATH'],
      REELM_FACE_MODELS: process.env['REELM_FACE_MODELS'],
      REELM_ADMIN_USER: administrator.username,
      REELM_ADMIN_PASSWORD: administrator.password,
    },
  });
  try {
    const api = new ApiClient(stack.url);
    await api.signIn(administrator);
    // They would be computed beside what is measured.
    await api.call(http.updateArtifactSettings, { body: nothingAutomatic });
    return await work(stack, api);
  } finally {
    await stack.stop();
  }
}

/** Process id of every part. */
export const pidsOf = (stack: Stack): Map<ProcessName, number> =>
  new Map(stack.processes.flatMap((managed) => (managed.pid === undefined ? [] : [[managed.name as ProcessName, managed.pid] as const])));
