import type { Access, EndpointDefinition } from '@reelm/contracts';

const whoMay = ({ role, sessionOnly }: Access): string => {
  if (role === 'public') return 'everybody';
  return sessionOnly ? `${role}, signed in` : role;
};

/** docs/api.md: one line for each endpoint of the contract. The details are in the OpenAPI document that the server itself answers. */
export const apiReference = (contract: Record<string, EndpointDefinition>): string =>
  [
    '# HTTP API',
    '',
    'Generated from the contract; `npm test -- --layer pure -u` writes it anew. `GET /api/openapi.json` describes parameters, bodies and answers.',
    'Sign in for a session cookie, or send an API key as `Authorization: Bearer reelm_…`. A role includes the ones before it: viewer, editor, admin;',
    'a key of scope read, write or admin reaches as far as these, and nowhere where it says "signed in". Errors are listed in [errors.md](errors.md).',
    '',
    '| | address | what | who |',
    '| --- | --- | --- | --- |',
    ...Object.values(contract).map(
      ({ method, path, summary, access }) => `| ${method} | \`${path}\` | ${summary.replaceAll('|', '\\|')} | ${whoMay(access)} |`,
    ),
    '',
  ].join('\n');
