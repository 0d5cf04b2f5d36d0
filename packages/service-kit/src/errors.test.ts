import { describe, expect, it } from 'vitest';
import { isDatabaseAway, toAppError } from './errors.js';

const failure = (fields: object) => Object.assign(new Error('failed'), fields);
const prisma = (code: string, originalCode?: string) => failure({ code, meta: { driverAdapterError: { cause: { originalCode } } } });

describe('isDatabaseAway', () => {
  it.each([
    ['a refused connection', failure({ code: 'ECONNREFUSED' })],
    ['a server that shuts down', failure({ code: '57P01' })],
    ['Prisma without a server', prisma('P1001')],
    ['Prisma with a server that does not answer', prisma('P1008')],
    ['Prisma with a session that the server ended', prisma('P2010', '57P01')],
    ['a server without room', failure({ code: '53100' })],
    ['Prisma with a server without room', prisma('P2010', '53100')],
  ])('is so for %s', (_, error) => {
    expect(isDatabaseAway(error)).toBe(true);
  });

  it.each([
    ['a broken constraint', failure({ code: '23505' })],
    ['a broken constraint through Prisma', prisma('P2002', '23505')],
    ['a bug', new TypeError('x is not a function')],
    ['no error at all', 'ECONNREFUSED'],
  ])('is not so for %s', (_, error) => {
    expect(isDatabaseAway(error)).toBe(false);
  });
});

describe('toAppError', () => {
  it.each([
    ['a server that is gone', failure({ code: 'ECONNREFUSED' }), 'service.database_unavailable'],
    ['a server without room', failure({ code: '53100' }), 'service.database_full'],
    ['a disk without room', failure({ code: 'ENOSPC', path: '/data' }), 'storage.full'],
    ['a bug', new TypeError('x is not a function'), 'internal'],
  ])('tells %s by its own code, and whether it may pass', (_, error, code) => {
    expect(toAppError(error)).toMatchObject({ code, retryable: code !== 'internal', cause: error });
  });
});
