import { http, type EndpointDefinition } from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';
import { describe, expect, it } from 'vitest';
import { parseInput } from './input.js';

const id = '0199f1e0-0000-7000-8000-000000000001';
const refusal = (definition: EndpointDefinition, raw: object): AppError => {
  try {
    parseInput(definition, { params: {}, query: {}, body: undefined, ...raw });
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('was not refused');
};

describe('parseInput', () => {
  it('fills in defaults and converts what came as text', () => {
    const { query } = parseInput(http.listVideos, { params: {}, query: { limit: '7', total: 'true' }, body: undefined });
    expect(query).toEqual({ limit: 7, q: '', sort: '-added', total: true });
    expect(parseInput(http.scanLibrary, { params: { id }, query: {}, body: undefined })).toMatchObject({
      params: { id },
      body: { confirmLoss: false },
    });
  });

  it('names all that is wrong, and where', () => {
    const { code, details } = refusal(http.updateVideo, { params: { id: 'x' }, body: { rating: 101, organised: 'yes' } });
    expect(code).toBe('request.invalid');
    expect((details['issues'] as { path: string }[]).map(({ path }) => path)).toEqual(['params.id', 'body.rating', 'body.organised']);
  });

  it.each(Object.entries(http).filter(([, { method }]) => method !== 'GET'))(
    'refuses unknown fields in the body of %s',
    (_, definition) => {
      const { details } = refusal(definition, { params: { id, kind: 'x' }, body: { surprise: 1 } });
      expect(JSON.stringify(details)).toContain('surprise');
    },
  );

  it('takes a parameter once', () => {
    expect(refusal(http.listVideos, { query: { q: ['a', 'b'] } }).code).toBe('request.invalid');
  });
});
