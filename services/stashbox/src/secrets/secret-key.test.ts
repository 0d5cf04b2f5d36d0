import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyFileName, loadSecretKey } from './secret-key.repository.js';

describe('loadSecretKey', () => {
  let dataFolder: string;
  beforeEach(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'secret-key-'));
  });
  afterEach(() => rm(dataFolder, { recursive: true }));

  const load = (secret?: string) => loadSecretKey({ secret, dataFolder });

  it('derives the same 32 bytes from the same secret, and writes no file', async () => {
    const key = await load('a configured secret that is long enough');
    expect(key).toHaveLength(32);
    expect(await load('a configured secret that is long enough')).toEqual(key);
    expect(await load('another configured secret, long enough')).not.toEqual(key);
    expect(await readdir(dataFolder)).toEqual([]);
  });

  it('makes a key file that its owner alone can read, and keeps to it', async () => {
    const key = await load();
    expect((await stat(join(dataFolder, keyFileName))).mode & 0o777).toBe(0o600);
    expect(await load()).toEqual(key);
    expect(await readdir(dataFolder)).toEqual([keyFileName]);
  });

  it('makes one file when several processes start together, in a folder that is not there yet', async () => {
    dataFolder = join(dataFolder, 'new');
    const keys = await Promise.all(Array.from({ length: 8 }, () => load()));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect(await readdir(dataFolder)).toEqual([keyFileName]);
    dataFolder = join(dataFolder, '..');
  });

  it('refuses a damaged file and leaves it alone', async () => {
    const path = join(dataFolder, keyFileName);
    await writeFile(path, 'short\n');
    await expect(load()).rejects.toThrow('damaged');
    expect(await readFile(path, 'utf8')).toBe('short\n');
  });
});
