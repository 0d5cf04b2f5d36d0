import { events, LiveEvent, progressSubject } from '@reelm/contracts';
import { until } from '@reelm/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { signIn, startCatalog, type RunningCatalog } from '../testing/catalog.js';
import { entityClient } from '../testing/entities.js';
import { jobOf } from '../testing/job.js';
import { fileState, libraryState } from '../testing/library.js';
import { publish } from '../testing/other-services.js';
import { videoIdFor } from '../videos/video-id.js';

let catalog: RunningCatalog;
let cookie: { cookie: string };
beforeAll(async () => {
  catalog = await startCatalog();
  cookie = await signIn(catalog.url);
});
afterAll(() => catalog.stop());

let leave = new AbortController();
afterEach(() => leave.abort());

/** Opens a page and collects what it is told. */
const listen = async () => {
  leave = new AbortController();
  const response = await fetch(`${catalog.url}/api/events`, { headers: cookie, signal: leave.signal });
  const heard: LiveEvent[] = [];
  const page = { response, heard, raw: '', ended: false };
  const read = async () => {
    let rest = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      page.raw += chunk;
      const blocks = (rest + chunk).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) if (block.startsWith('data: ')) heard.push(LiveEvent.parse(JSON.parse(block.slice(6))));
    }
  };
  void read()
    .catch(() => undefined)
    .finally(() => {
      page.ended = true;
    });
  await until('the beginning of the stream', () => page.raw !== '');
  return page;
};

describe('live events', () => {
  it('are a stream that nobody may keep', async () => {
    const { response, raw } = await listen();
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache, no-transform');
    expect(raw).toBe('retry: 2000\n\n');
  });

  it('tell of a new video once it can be read', async () => {
    const { heard } = await listen();
    const file = fileState();
    await publish(catalog.bus, events.fileAdded, [file]);
    const id = videoIdFor(file.fileId);
    await until('the video', () => heard.some((event) => event.type === 'videos' && event.ids.includes(id)));
    expect(await catalog.database.query('SELECT id FROM video WHERE id = $1', [id])).toHaveLength(1);
  });

  it('tell of entities that were made, changed, merged and deleted', async () => {
    const { heard } = await listen();
    const client = entityClient(catalog.url, cookie, catalog.database);
    const [stays, gone] = [await client.tag('Stays'), await client.tag('Gone')];
    const performer = await client.performer('Ann', { tagIds: [gone] });
    await client.merge('tag', stays, [gone]);
    await client.remove('performer', performer);
    const ids = (kind: string) => heard.flatMap((event) => (event.type === 'entities' && event.kind === kind ? event.ids : []));
    await until('the tags', () => [stays, gone].every((id) => ids('tag').includes(id)));
    await until('the performer', () => ids('performer').includes(performer));
  });

  it('sum up many changes of many videos', async () => {
    const { heard } = await listen();
    const files = Array.from({ length: 2_000 }, (_, index) => fileState({ path: `many/${index}.mp4` }));
    await publish(catalog.bus, events.fileAdded, files);
    const ids = () => heard.flatMap((event) => (event.type === 'videos' ? event.ids : []));
    await until('all videos', () => new Set(ids()).size === 2_000, 30_000);
    expect(heard.length).toBeLessThan(100);
  });

  it('tell of jobs, their progress, libraries and dead letters', async () => {
    const { heard } = await listen();
    const job = jobOf({ state: 'running', attempt: 1 });
    await publish(catalog.bus, events.transcodeJobChanged, [job]);
    await until('the job', () => heard.some((event) => event.type === 'job' && event.job.id === job.id));
    await until(
      'the job in the ledger',
      async () => (await catalog.database.query('SELECT 1 FROM job_ledger WHERE id = $1', [job.id])).length === 1,
    );
    catalog.bus.publishCore(progressSubject('transcode'), { id: job.id, attempt: 1, progress: { done: 5, total: 10, unit: 'seconds' } });
    await until('its progress', () => heard.some((event) => event.type === 'job' && event.job.progress?.done === 5));
    await publish(catalog.bus, events.libraryChanged, [libraryState()]);
    await until('the library', () => heard.some((event) => event.type === 'libraries'));
    await catalog.bus.jetstream().publish('dead.catalog.ingest.file.added.v1', 'not even JSON');
    await until('the dead letter', () => heard.some((event) => event.type === 'dead-letters'));
  });

  it('end when catalog stops, so that it can', async () => {
    const page = await listen();
    const began = Date.now();
    await catalog.restart();
    expect(page.ended).toBe(true);
    // Streams, and the idle connections of the tests above, are let go at once; requests that run are waited for longer than this.
    expect(Date.now() - began).toBeLessThan(4_000);
  });
});
