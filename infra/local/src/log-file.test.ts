import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LogFile } from './log-file.js';

test('a log that has grown past its size moves aside, and three old ones are kept', () => {
  const folder = mkdtempSync(join(tmpdir(), 'reelm-log-'));
  try {
    const path = join(folder, 'sub', 'x.log');
    const log = new LogFile(path);
    for (let round = 1; round <= 6; round++) log.write(`${round}\n${'x'.repeat(10 * 1024 ** 2)}\n`);
    log.write('last\n');
    log.close();
    expect(readdirSync(join(folder, 'sub')).sort()).toEqual(['x.log', 'x.log.1', 'x.log.2', 'x.log.3']);
    expect(readFileSync(path, 'utf8')).toBe('last\n');
    expect(readFileSync(`${path}.3`, 'utf8').slice(0, 2)).toBe('4\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
