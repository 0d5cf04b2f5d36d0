import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { http, type EndpointDefinition } from './http.js';

const fieldNames = (schema: z.ZodType, io: 'input' | 'output'): string[] =>
  Object.keys(z.toJSONSchema(schema, { io, unrepresentable: 'any' }).properties ?? {});

const carriesSecret = ({ path, body, response }: EndpointDefinition): boolean =>
  // The key of a custom field is its name.
  !path.startsWith('/api/custom-fields') &&
  [...fieldNames(body, 'input'), ...fieldNames(response, 'output')].some((name) => /^(token|key|apiKey|secret)$|password/i.test(name));

const endpoints: [string, EndpointDefinition][] = Object.entries(http);

describe('what may be kept of a request', () => {
  it.each(endpoints)('of %s is declared', (_, definition) => {
    expect(definition.secret).toBe(carriesSecret(definition));
  });

  it('is nothing where nobody is signed in', () => {
    const kept = endpoints.filter(([, { method, access, secret }]) => method === 'POST' && access.role === 'public' && !secret);
    expect(kept).toEqual([]);
  });
});
