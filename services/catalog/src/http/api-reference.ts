import type { Access, EndpointDefinition } from '@reelm/contracts';

const whoMay = ({ role, sessionOnly, link }: Access): string => {
  if (role === 'public') return 'everybody';
  if (link !== undefined) return `${role}, or a media token`;
  return sessionOnly ? `${role}, signed in` : role;
};

const secretPosts = (contract: Record<string, EndpointDefinition>): string[] =>
  Object.values(contract)
    .filter(({ method, secret }) => method === 'POST' && secret)
    .map(({ path }) => `\`${path}\``);

/** docs/api.md: one line for each endpoint of the contract. The details are in the OpenAPI document that the server itself answers. */
export const apiReference = (contract: Record<string, EndpointDefinition>): string =>
  [
    '# HTTP API',
    '',
    'Generated from the contract; `npm test -- --layer pure -u` writes it anew. `GET /api/openapi.json` describes parameters, bodies and answers.',
    'Sign in for a session cookie, or send an API key as `Authorization: Bearer reelm_…`. A role includes the ones before it: viewer, editor, admin;',
    'a key of scope read, write or admin reaches as far as these, and nowhere where it says "signed in". A media token (`?token=reelm_media_…`) reads the',
    'videos that it was made for, in players that can send nothing but an address. Errors are listed in [errors.md](errors.md).',
    '',
    'A POST may carry an `Idempotency-Key` of 1 to 200 visible characters, so that it can be sent again when its answer got lost: for 24 hours the same',
    'user, key and request get the first answer again, with `Idempotency-Replayed: true`, and nothing is done twice. While the first still runs the answer is',
    '409 with `Retry-After`; another request with the same key is refused with 422. Errors are not kept: after one, the same key may be sent again. Nothing is',
    `kept of requests that carry a secret, so these refuse the header: ${secretPosts(contract).join(', ')}.`,
    '',
    '| | address | what | who |',
    '| --- | --- | --- | --- |',
    ...Object.values(contract).map(
      ({ method, path, summary, access }) => `| ${method} | \`${path}\` | ${summary.replaceAll('|', '\\|')} | ${whoMay(access)} |`,
    ),
    '',
  ].join('\n');
