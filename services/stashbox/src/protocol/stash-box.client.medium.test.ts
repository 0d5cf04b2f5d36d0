import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '@reelm/service-kit';
import { goodAnswer, sendJson, StandIns } from '../testing/stand-ins.js';
import { StashBoxClient } from './stash-box.client.js';

const apiKey = 'eyJhbGciOiJIUzI1NiJ9.c3RhbmQtaW4.b2YtYS1rZXk';

const servers = new StandIns();
afterEach(() => servers.stop());

/** What the owner is told when the check fails. */
async function failureOf(url: string, client = new StashBoxClient(2_000)): Promise<{ code: string; problem: unknown }> {
  const error: unknown = await client.identify({ url, apiKey }).catch((caught: unknown) => caught);
  if (!(error instanceof AppError)) throw new Error('identify should have failed with an error of the catalogue', { cause: error });
  const shown = JSON.stringify([error.toReason(), error.message, error.stack, String(error.cause)]);
  expect(shown).not.toContain(apiKey);
  return { code: error.code, problem: error.details.problem };
}

describe('StashBoxClient against a server', () => {
  it('asks by POST with the key in its header and tells user and version', async () => {
    const { url, asked } = await servers.start((response) => sendJson(response, goodAnswer));
    expect(await new StashBoxClient().identify({ url, apiKey })).toEqual({ user: 'curator', version: 'v0.10.2' });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ method: 'POST', url: '/graphql', headers: { apikey: apiKey, 'content-type': 'application/json' } });
    expect(asked[0]?.query).toMatch(/version.*me \{ name \}/);
  });

  it.each([
    ['HTTP 401', (response: ServerResponse) => response.writeHead(401).end('unauthorized')],
    ['HTTP 403', (response: ServerResponse) => response.writeHead(403).end('<html>forbidden</html>')],
    ['an error text', (response: ServerResponse) => sendJson(response, { errors: [{ message: 'Not authorized' }], data: null })],
    ['no user for the key', (response: ServerResponse) => sendJson(response, { data: { version: { version: '1' }, me: null } })],
  ])('is refused by %s', async (_, answer) => {
    const { url } = await servers.start(answer);
    expect(await failureOf(url)).toMatchObject({ code: 'stashbox.refused' });
  });

  it('takes a server that knows no version', async () => {
    const { url, asked } = await servers.start((response, { query }) => {
      if (query.includes('version')) sendJson(response, { errors: [{ message: 'Cannot query field "version" on type "Query".' }] }, 422);
      else sendJson(response, { data: { me: { name: 'curator' } } });
    });
    expect(await new StashBoxClient().identify({ url, apiKey })).toEqual({ user: 'curator', version: null });
    expect(asked.map(({ query }) => query)).toEqual([expect.stringContaining('version'), '{ me { name } }']);
  });

  it('takes a server that fails on the version alone', async () => {
    const { url } = await servers.start((response) =>
      sendJson(response, { data: { version: null, me: { name: 'curator' } }, errors: [{ message: 'version is not built in' }] }),
    );
    expect(await new StashBoxClient().identify({ url, apiKey })).toEqual({ user: 'curator', version: null });
  });

  it.each<[string, (response: ServerResponse) => unknown, string]>([
    [
      'a server that does not know "me"',
      (response) => sendJson(response, { errors: [{ message: 'Cannot query field "me" on type "Query".' }] }),
      'Cannot query field "me"',
    ],
    [
      'a web page',
      (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Welcome</title>'),
      'a web page (HTTP 200)',
    ],
    ['a page that is not found', (response) => response.writeHead(404).end('<html></html>'), 'a web page (HTTP 404)'],
    ['plain text', (response) => response.end('hello'), 'no JSON'],
    ['other JSON', (response) => sendJson(response, { status: 'ok' }), 'no answer to a GraphQL question'],
    ['JSON that is no object', (response) => sendJson(response, null), 'no answer to a GraphQL question'],
    ['data of another shape', (response) => sendJson(response, { data: { me: { name: 7 } } }), 'no answer to a GraphQL question'],
    ['an answer without "me"', (response) => sendJson(response, { data: { version: { version: '1' } } }), 'does not say whose key'],
  ])('finds %s unexpected', async (_, answer, problem) => {
    const { url } = await servers.start(answer);
    expect(await failureOf(url)).toEqual({ code: 'stashbox.unexpected', problem: expect.stringContaining(problem) });
  });

  it.each([301, 302, 307, 308])('does not follow a redirect (%i), so that the key goes nowhere else', async (status) => {
    const other = await servers.start((response) => sendJson(response, goodAnswer));
    const { url } = await servers.start((response) => response.writeHead(status, { location: `${other.url}?key=${apiKey}` }).end());
    expect(await failureOf(url)).toEqual({ code: 'stashbox.unexpected', problem: expect.stringContaining(new URL(other.url).origin) });
    expect(other.asked).toEqual([]);
  });

  it.each<[string, (response: ServerResponse) => unknown, string]>([
    ['is overloaded', (response) => response.writeHead(503).end(), 'HTTP 503'],
    ['asks to slow down', (response) => response.writeHead(429).end(), 'slow down'],
    ['asks to slow down in its text', (response) => sendJson(response, { errors: [{ message: 'Too many requests' }] }), 'slow down'],
    ['hangs up', (response) => response.destroy(), 'closed the connection'],
    [
      'hangs up in the middle',
      (response) => response.writeHead(200, { 'content-length': 100 }).write('{', () => response.destroy()),
      'closed the connection',
    ],
  ])('cannot reach a server that %s', async (_, answer, problem) => {
    const { url } = await servers.start(answer);
    expect(await failureOf(url)).toEqual({ code: 'stashbox.unreachable', problem: expect.stringContaining(problem) });
  });

  it.each<[string, (response: ServerResponse) => unknown]>([
    ['never answers', () => undefined],
    ['never ends its answer', (response) => response.writeHead(200).write('{"data":')],
  ])('gives up on a server that %s', async (_, answer) => {
    const { url } = await servers.start(answer);
    expect(await failureOf(url, new StashBoxClient(150))).toEqual({
      code: 'stashbox.unreachable',
      problem: 'no complete answer within 0.15 seconds',
    });
  });

  it('stops reading a huge answer', async () => {
    const cut = Promise.withResolvers<void>();
    const { url } = await servers.start((response) => {
      response.on('close', cut.resolve);
      const more = () => {
        while (!response.closed && response.write(Buffer.alloc(65_536, 32)));
      };
      response.on('drain', more);
      more();
    });
    expect(await failureOf(url)).toEqual({ code: 'stashbox.unexpected', problem: 'its answer is larger than 1 MB' });
    await cut.promise;
  });

  it('counts what a packed answer unpacks to', async () => {
    const { url } = await servers.start((response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000, 32))),
    );
    expect(await failureOf(url)).toEqual({ code: 'stashbox.unexpected', problem: 'its answer is larger than 1 MB' });
  });

  it('cannot reach what is not there', async () => {
    const { server, url } = await servers.listen(() => undefined);
    await new Promise((closed) => server.close(closed));
    expect(await failureOf(url)).toEqual({ code: 'stashbox.unreachable', problem: `nothing listens at ${new URL(url).host}` });
    expect(await failureOf('http://stash-box.invalid/graphql')).toMatchObject({
      code: 'stashbox.unreachable',
      problem: 'the name stash-box.invalid cannot be looked up',
    });
  });

  it('clears a quoted key out of whatever the server says', async () => {
    const quoting = await servers.start((response) =>
      sendJson(response, { errors: [{ message: `no such field; you sent ${apiKey}\n${'x'.repeat(5_000)}` }] }),
    );
    const { code, problem } = await failureOf(quoting.url);
    expect(code).toBe('stashbox.unexpected');
    expect(problem).toMatch(/you sent \[key\] x+…$/);
    expect(String(problem).length).toBeLessThan(210);

    const named = await servers.start((response) => sendJson(response, { data: { me: { name: `I am ${apiKey}` } } }));
    expect(await new StashBoxClient().identify({ url: named.url, apiKey })).toEqual({ user: 'I am [key]', version: null });
  });

  it('stops at once when the job is cancelled', async () => {
    const { url } = await servers.start(() => undefined);
    const cancel = new AbortController();
    const running = new StashBoxClient().identify({ url, apiKey }, cancel.signal);
    cancel.abort(new Error('cancelled'));
    await expect(running).rejects.toThrow('cancelled');
  });
});
