import { describe, expect, it } from 'vitest';
import { isDatabaseAway } from './errors.js';

const failure = (fields: object) => Object.assign(new Error('failed'), fields);
const prisma = (code: string, originalCode?: string) => failure({ code, meta: { driverAdapterError: { cause: { originalCode } } } });

describe('isDatabaseAway', () => {
  it.each([
    ['a refused connection', failure({ code: 'ECONNREFUSED' })],
    ['a server that shuts down', failure({ code: '57P01' })],
    ['Prisma without a server', prisma('P1001')],
    ['Prisma with a session that the server ended', prisma('P2010', '57P01')],
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
