import { rpcs, type Library } from '@reelm/contracts';
import { AppError, newId } from '@reelm/service-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeOf, send, signIn, startCatalog, type RunningCatalog } from '../testing/catalog.js';
import { jobOf } from '../testing/job.js';
import { answerFor } from '../testing/other-services.js';

const library: Library = {
  id: newId(), name: 'Films', path: '/films', exclude: [], watch: true,
  hash: false, state: 'active', problem: null, files: 3, bytes: 30, lastScanAt: null, createdAt: '2026-01-31T08:15:00.000Z',
}; // prettier-ignore

let catalog: RunningCatalog;
let cookie: { cookie: string };
const asked: unknown[] = [];
beforeAll(async () => {
  catalog = await startCatalog();
  cookie = await signIn(catalog.url);
  answerFor(catalog.bus, rpcs.listLibraries, () => [library]);
  answerFor(catalog.bus, rpcs.createLibrary, (input) => {
    asked.push(input);
    throw new AppError('library.overlaps', { path: input.path, other: 'Films' });
  });
  answerFor(catalog.bus, rpcs.updateLibrary, (input) => (asked.push(input), { ...library, name: 'New' }));
  answerFor(catalog.bus, rpcs.removeLibrary, (input) => (asked.push(input), {}));
  answerFor(catalog.bus, rpcs.scanLibrary, (input) => (asked.push(input), jobOf({ kind: 'ingest.scan', service: 'ingest' })));
});
afterAll(() => catalog.stop());

it('hands questions to ingest and its answers and refusals back', async () => {
  expect((await send(catalog.url, 'GET', '/api/libraries', cookie)).body).toEqual({ items: [library], nextCursor: null });
  const refused = await send(catalog.url, 'POST', '/api/libraries', cookie, { name: 'Inner', path: '/films/inner' });
  expect([refused.status, codeOf(refused)]).toEqual([409, 'library.overlaps']);
  expect((await send(catalog.url, 'PATCH', `/api/libraries/${library.id}`, cookie, { name: 'New' })).body).toMatchObject({ name: 'New' });
  expect((await send(catalog.url, 'DELETE', `/api/libraries/${library.id}?purge=true`, cookie)).status).toBe(204);
  expect((await send(catalog.url, 'POST', `/api/libraries/${library.id}/scan`, cookie)).status).toBe(202);
  expect(asked).toEqual([
    { name: 'Inner', path: '/films/inner', exclude: [], watch: true, hash: false },
    { id: library.id, name: 'New' },
    { id: library.id, purge: true },
    { id: library.id, confirmLoss: false },
  ]);
});

it('says that a service is away, and when to come back', async () => {
  const answer = await send(catalog.url, 'GET', '/api/stash-boxes', cookie);
  expect([answer.status, codeOf(answer), answer.headers.get('retry-after')]).toEqual([503, 'service.unavailable', '2']);
});
