import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { administer } from './administration.js';
import { startStack, type Stack } from './stack.js';

/** Stands in for catalog's command line: asks the database who it is, and notes what it was given. */
const stub = (notes: string) => `
import { writeFileSync } from 'node:fs';
import pg from '${import.meta.resolve('pg')}';
const client = new pg.Client({ connectionString: process.env.REELM_DATABASE_URL });
await client.connect();
const { rows } = await client.query('SELECT current_user AS role');
await client.end();
writeFileSync('${notes}', JSON.stringify({ ...rows[0], args: process.argv.slice(2), password: process.env.REELM_NEW_PASSWORD }));
process.exit(process.argv[2] === 'fail' ? 3 : 0);
`;

let folder: string;
let dataDirectory: string;
let stack: Stack | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reelm-admin-'));
  dataDirectory = join(folder, 'data');
  mkdirSync(join(folder, 'services', 'catalog', 'dist'), { recursive: true });
  writeFileSync(join(folder, 'services', 'catalog', 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'services', 'catalog', 'dist', 'cli.js'), stub(join(folder, 'notes.json')));
});

afterEach(async () => {
  await stack?.kill();
  stack = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const start = async () => (stack = await startStack({ dataDirectory, services: [], web: 'none', environment: {} }));
const run = (...command: string[]) =>
  administer({ root: folder, dataDirectory, environment: { PATH: process.env['PATH'], REELM_NEW_PASSWORD: 'a new one' } }, command);
const notes = () => JSON.parse(readFileSync(join(folder, 'notes.json'), 'utf8')) as unknown;

test('a command works on the database of a running Reelm', async () => {
  const { pid } = (await start()).process('postgres');
  expect(await run('reset-password', 'anna')).toBe(0);
  expect(notes()).toEqual({ role: 'catalog', args: ['reset-password', 'anna'], password: 'a new one' });
  expect(stack?.process('postgres')).toMatchObject({ state: 'ready', pid });
});

test('a command works on a Reelm that is stopped, whose database runs no longer than that', async () => {
  await (await start()).stop();
  expect(await run('reset-password', 'anna')).toBe(0);
  expect(notes()).toMatchObject({ role: 'catalog' });
  expect(existsSync(join(dataDirectory, 'postgres', 'postmaster.pid'))).toBe(false);
  expect(await run('fail')).toBe(3);
  // Nothing stands in the way of the next start.
  await start();
});

test('where there is no data nothing is made', async () => {
  await expect(run('reset-password', 'anna')).rejects.toThrow(`There is no Reelm data in ${dataDirectory}.`);
  expect(existsSync(dataDirectory)).toBe(false);
});
