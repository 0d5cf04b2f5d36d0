import { events, http } from '@reelm/contracts';
import { until } from '@reelm/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, codeOf, send, signIn, startCatalog, type RunningCatalog } from '../testing/catalog.js';

let catalog: RunningCatalog;
let cookie: { cookie: string };
beforeAll(async () => {
  catalog = await startCatalog();
  cookie = await signIn(catalog.url);
});
afterAll(() => catalog.stop());

const letters = () => call(catalog.url, http.listDeadLetters, cookie);
const act = (method: string, path: string) => send(catalog.url, method, `/api/dead-letters/${path}`, cookie);

it('shows what no handler could take, page by page, and lets a person replay or drop it', async () => {
  expect(await letters()).toEqual({ items: [], nextCursor: null });
  const broker = catalog.bus.jetstream();
  for (const text of ['not JSON', '{"id":"wrong"}', '[]']) await broker.publish(events.fileAdded.subject, text);
  await until('three dead letters', async () => (await letters()).items.length === 3);

  const { items } = await letters();
  expect(items.map((letter) => letter.payload)).toEqual([[], { id: 'wrong' }, 'not JSON']);
  expect(items[0]).toMatchObject({
    subject: events.fileAdded.subject,
    service: 'catalog',
    reason: { code: 'message.invalid' },
    deliveries: 1,
  });
  const first = (await send(catalog.url, 'GET', '/api/dead-letters?limit=2', cookie)).body as { items: unknown[]; nextCursor: string };
  expect(first.items).toHaveLength(2);
  expect((await send(catalog.url, 'GET', `/api/dead-letters?limit=2&cursor=${first.nextCursor}`, cookie)).body).toMatchObject({
    items: [{ payload: 'not JSON' }],
    nextCursor: null,
  });

  const [newest, , oldest] = items.map((letter) => letter.id);
  expect((await act('DELETE', newest ?? '')).status).toBe(204);
  expect((await act('POST', `${oldest}/replay`)).status).toBe(204);
  // It is no better than before, so it comes back as a new letter.
  await until('its return', async () => (await letters()).items[0]?.payload === 'not JSON');
  expect((await letters()).items.map((letter) => letter.payload)).toEqual(['not JSON', { id: 'wrong' }]);
  expect(codeOf(await act('DELETE', '999'))).toBe('dead_letter.not_found');
  expect(codeOf(await act('POST', 'x/replay'))).toBe('dead_letter.not_found');
  expect(codeOf(await send(catalog.url, 'GET', '/api/dead-letters?cursor=x', cookie))).toBe('cursor.invalid');
});
