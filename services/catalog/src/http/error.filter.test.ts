import { BadRequestException, NotFoundException } from '@nestjs/common';
import { AppError } from '@reelm/service-kit';
import { describe, expect, it } from 'vitest';
import { httpError } from './error.filter.js';

const withStatus = (status: number) => Object.assign(new Error('secret detail'), { status });

describe('httpError', () => {
  it.each([
    ['an error of ours', new AppError('video.not_found'), 'video.not_found'],
    ['an unknown address', new NotFoundException(), 'request.not_found'],
    ['an unreadable address', new BadRequestException(), 'request.invalid'],
    ['a long body', withStatus(413), 'request.too_large'],
    ['an unknown encoding', withStatus(415), 'request.not_json'],
    ['a database that is away', Object.assign(new Error(), { code: 'ECONNREFUSED' }), 'service.database_unavailable'],
    ['a bug', new TypeError('secret detail'), 'internal'],
    ['a thrown text', 'secret detail', 'internal'],
  ])('makes of %s', (_, thrown, code) => {
    const error = httpError(thrown);
    expect(error.code).toBe(code);
    expect(JSON.stringify(error.toReason())).not.toContain('secret');
  });
});
