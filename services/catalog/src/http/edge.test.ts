import { EventEmitter } from 'node:events';
import type { Log } from '@reelm/service-kit';
import type { Response } from 'express';
import { describe, expect, it } from 'vitest';
import type { AuthenticatedRequest } from '../auth/actor.js';
import { acceptableCorrelationId, isApi, logRequests } from './edge.js';

describe('isApi', () => {
  it.each([
    ['/api', true],
    ['/api/videos', true],
    ['/apix', false],
    ['/', false],
    ['/videos/api/', false],
  ])('%s: %s', (path, api) => {
    expect(isApi(path)).toBe(api);
  });
});

describe('acceptableCorrelationId', () => {
  it('keeps what is harmless and replaces what could forge a log line', () => {
    expect(acceptableCorrelationId('trace-1.a:b')).toBe('trace-1.a:b');
    for (const sent of [undefined, '', 'a\nb', 'a"b', 'x'.repeat(101)]) expect(acceptableCorrelationId(sent)).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('logRequests', () => {
  const logged = (method: string, url: string, status: number): string => {
    const lines: string[] = [];
    const log = {
      logger: { info: (fields: object, msg: string) => lines.push(JSON.stringify({ ...fields, msg })), debug: () => undefined },
    } as unknown as Log;
    const [path = ''] = url.split('?');
    const request = {
      method,
      path,
      originalUrl: url,
      headers: { authorization: 'Bearer reelm_secret', cookie: 'reelm=secret' },
      body: { password: 'secret' },
    };
    const response = Object.assign(new EventEmitter(), { statusCode: status, writableFinished: true, getHeader: () => 'id-1' });
    logRequests(log)(request as unknown as AuthenticatedRequest, response as unknown as Response, () => undefined);
    response.emit('close');
    return lines.join('\n');
  };

  it('tells what was asked and what came of it, and no secret', () => {
    expect(logged('GET', '/api/videos/1/stream?token=reelm_media_secret', 401)).not.toMatch(/secret/);
    const line = logged('POST', '/api/session?q=private', 401);
    expect(JSON.parse(line)).toMatchObject({ method: 'POST', path: '/api/session', status: 401, correlationId: 'id-1', msg: 'answered' });
    expect(line).not.toMatch(/secret|private/);
  });

  it('leaves out reads that went well and the questions of supervisors', () => {
    expect(logged('GET', '/api/videos/1/cover', 200)).toBe('');
    expect(logged('GET', '/api/ready', 503)).toBe('');
    expect(logged('GET', '/api/videos/1', 404)).not.toBe('');
  });
});
