import { expect, test } from 'vitest';
import { terminalLine } from './terminal.js';

const line = (text: string, verbose = false) => terminalLine('ingest', { kind: 'line', line: text }, verbose);

test('the terminal shows warnings and errors of services in words', () => {
  expect(line('{"level":40,"time":1,"msg":"the disk is slow"}')).toBe('ingest    | the disk is slow');
  expect(line('{"level":"error","msg":"scan failed","err":{"message":"EIO"}}')).toBe('ingest    | scan failed: EIO');
  expect(line('{"level":30,"msg":"scanned"}')).toBeUndefined();
  expect(line('{"level":30,"msg":"scanned"}', true)).toBe('ingest    | scanned');
});

test('the terminal shows alarming lines of programs that log plain text', () => {
  expect(line('2026-01-01 UTC [7] FATAL:  out of memory')).toContain('FATAL');
  expect(line('2026-01-01 UTC [7] LOG:  checkpoint complete')).toBeUndefined();
  expect(line('2026-01-01 UTC [7] FATAL:  the database system is starting up')).toBeUndefined();
  expect(line('')).toBeUndefined();
});

test('deaths and recoveries are always told', () => {
  expect(terminalLine('nats', { kind: 'died', reason: 'was killed by SIGKILL', restartInMs: 500 }, false)).toBe(
    'nats      | was killed by SIGKILL; starting it again in 0.5 s',
  );
  expect(terminalLine('nats', { kind: 'ready', milliseconds: 120 }, false)).toBe('nats      | ready after 0.1 s');
});
