import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DataDirectory, isNewer } from './data-directory.js';
import { requirePort } from './ports.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reelm-data-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['1.10.0', '1.9.3', true],
  ['1.9.3', '1.10.0', false],
  ['0.1.0', '0.1.0', false],
  ['1.0.0', '0.9', true],
])('%s newer than %s: %s', (version, than, expected) => {
  expect(isNewer(version, than)).toBe(expected);
});

test('a folder that a newer Reelm wrote is refused and left alone', () => {
  writeFileSync(join(folder, 'version.json'), '{"version":"9.0.0"}');
  expect(() => new DataDirectory(folder).refuseUnusable('0.1.0')).toThrow(
    'was written by Reelm 9.0.0, which is newer than this one (0.1.0)',
  );
  expect(readdirSync(folder)).toEqual(['version.json']);
});

test('a second launcher is told which process works in the folder', () => {
  const first = new DataDirectory(folder);
  first.open('http://localhost:3000');
  expect(() => new DataDirectory(folder).refuseUnusable('0.1.0')).toThrow(
    `already running on ${folder} (process ${process.pid}, http://localhost:3000)`,
  );
  expect(() => new DataDirectory(folder).open()).toThrow('already running');
  first.close();
  const second = new DataDirectory(folder);
  second.open();
  expect(second.holder()?.pid).toBe(process.pid);
});

test('the lock of a launcher that was killed is taken over, also when another process has its number now', () => {
  writeFileSync(join(folder, 'reelm.lock'), JSON.stringify({ pid: process.pid, startedAt: '1' }));
  const data = new DataDirectory(folder);
  data.refuseUnusable('0.1.0');
  data.open();
  expect(data.holder()?.pid).toBe(process.pid);
});

test('a folder that cannot be made is refused by name', () => {
  writeFileSync(join(folder, 'file'), '');
  const data = new DataDirectory(join(folder, 'file', 'data'));
  data.refuseUnusable('0.1.0');
  expect(() => data.open()).toThrow(/data folder .*file\/data cannot be written \(ENOTDIR\)/);
});

test('a file system that takes no folders is told, not waited for', () => {
  expect(() => new DataDirectory('/proc/reelm').open()).toThrow('The data folder /proc/reelm cannot be written (ENOENT)');
});

test('secrets are made once, complete, and readable by the owner alone', () => {
  const secrets = new DataDirectory(folder).secrets();
  expect(new DataDirectory(folder).secrets()).toEqual(secrets);
  const passwords = [secrets.postgres, ...Object.values(secrets.databaseRoles), ...Object.values(secrets.nats)];
  expect(new Set(passwords).size).toBe(12);
  expect(passwords.every((password) => /^[0-9a-f]{48}$/.test(password))).toBe(true);
  expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
});

test('secrets of a service that did not exist yet are added, the others stay', () => {
  const before = new DataDirectory(folder).secrets();
  const { faces, ...others } = before.databaseRoles;
  writeFileSync(join(folder, 'secrets.json'), JSON.stringify({ ...before, databaseRoles: others }));
  const after = new DataDirectory(folder).secrets();
  expect(after.databaseRoles).toMatchObject(others);
  expect(after.databaseRoles['faces']).not.toBe(faces);
});

test('ports stay the same from start to start unless something else has taken them', async () => {
  const first = await new DataDirectory(folder).choosePorts([]);
  expect(await new DataDirectory(folder).choosePorts([])).toEqual(first);
  const intruder = createServer().listen(first.nats, '127.0.0.1');
  try {
    const second = await new DataDirectory(folder).choosePorts([]);
    expect(second).toEqual({ ...first, nats: expect.any(Number) });
    expect(second.nats).not.toBe(first.nats);
    expect(JSON.parse(readFileSync(join(folder, 'ports.json'), 'utf8'))).toEqual(second);
    await expect(requirePort(first.nats, '127.0.0.1')).rejects.toThrow(`Port ${first.nats} is used by another program`);
  } finally {
    intruder.close();
  }
});

test('it is new until a start has succeeded', () => {
  const data = new DataDirectory(folder);
  mkdirSync(join(folder, 'postgres'));
  expect(data.isNew).toBe(true);
  data.markUsedBy('0.1.0');
  expect(data.isNew).toBe(false);
});
