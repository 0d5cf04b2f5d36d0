import { jobHttp, videoHttp, libraryHttp, sessionHttp, videoLists } from '@reelm/contracts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError, call, hasCode, urlOf } from './api';

const id = '01990000-0000-7000-8000-000000000001';
const job = {
  id,
  kind: 'ingest.scan',
  service: 'ingest',
  label: 'Films',
  parentId: null,
  fileId: null,
  libraryId: id,
  state: 'running',
  priority: 'normal',
  attempt: 1,
  progress: null,
  error: null,
  queuedAt: '2026-01-01T00:00:00.000Z',
  startedAt: null,
  finishedAt: null,
};

/** Answers the next request, and tells what was asked. */
function answer(status: number, body: unknown): { asked: () => { url: string; init: RequestInit } } {
  const fetch = vi.fn<(url: string, init: RequestInit) => Promise<Response>>();
  fetch.mockResolvedValue(new Response(body === undefined ? null : JSON.stringify(body), { status }));
  vi.stubGlobal('fetch', fetch);
  return {
    asked: () => {
      const [first] = fetch.mock.calls;
      if (!first) throw new Error('nothing was asked');
      return { url: first[0], init: first[1] };
    },
  };
}

const failure = async (work: Promise<unknown>): Promise<ApiError> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApiError)) throw new Error(`expected an ApiError, got ${String(error)}`);
  return error;
};

afterEach(() => vi.unstubAllGlobals());

describe('addresses', () => {
  it('fill in parameters and leave out what is not given', () => {
    expect(urlOf(videoHttp.streamVideo, { params: { id }, query: { file: undefined } })).toBe(`/api/videos/${id}/stream`);
    expect(urlOf(videoLists.list, { query: { q: 'a b&c', limit: 60 } })).toBe('/api/videos?q=a+b%26c&limit=60');
    expect(urlOf(jobHttp.updateJobQueue, { params: { kind: 'a/b' } })).toBe('/api/job-queues/a%2Fb');
  });
});

describe('a call', () => {
  it('sends JSON and the version that an edit starts from', async () => {
    const { asked } = answer(200, undefined);
    await failure(call(videoHttp.updateVideo, { params: { id }, body: { title: 'Sea' } }, { ifMatch: 7 }));
    const { url, init } = asked();
    expect(url).toBe(`/api/videos/${id}`);
    expect(init).toMatchObject({ method: 'PATCH', body: '{"title":"Sea"}', credentials: 'same-origin' });
    expect(new Headers(init.headers).get('if-match')).toBe('"7"');
    expect(new Headers(init.headers).get('content-type')).toBe('application/json');
  });

  it('sends an empty body where the endpoint takes none, because unsafe requests must be JSON', async () => {
    const { asked } = answer(202, job);
    await call(libraryHttp.scanLibrary, { params: { id } });
    expect(asked().init.body).toBe('{}');
  });

  it('answers what the contract promises', async () => {
    answer(202, { ...job, unknown: 'of a newer server' });
    await expect(call(libraryHttp.scanLibrary, { params: { id } })).resolves.toEqual(job);
  });

  it('answers nothing for 204', async () => {
    answer(204, undefined);
    await expect(call(sessionHttp.signOut, {})).resolves.toEqual({});
  });
});

describe('a POST', () => {
  const lost = new TypeError('failed to fetch');
  const answers = (...given: readonly (TypeError | [status: number, body: unknown])[]) => {
    const keys: (string | null)[] = [];
    const left = [...given];
    vi.useFakeTimers();
    vi.stubGlobal('fetch', async (_url: string, { headers }: RequestInit) => {
      keys.push(new Headers(headers).get('idempotency-key'));
      const next = left.length > 1 ? left.shift() : left[0];
      if (next === undefined || next instanceof TypeError) throw next ?? lost;
      return new Response(JSON.stringify(next[1]), { status: next[0] });
    });
    return keys;
  };
  /** Lets all pauses pass. */
  const settled = async <T>(work: Promise<T>): Promise<T> => {
    work.catch(() => undefined);
    await vi.runAllTimersAsync();
    return work;
  };
  afterEach(() => vi.useRealTimers());
  const scan = () => call(libraryHttp.scanLibrary, { params: { id } });
  const running = { error: { code: 'request.running', message: 'Still runs', details: {}, correlationId: 'c-1' } };

  it('whose answer got lost is sent again under the same key until it is answered', async () => {
    const keys = answers(lost, [409, running], [202, job]);
    await expect(settled(scan())).resolves.toEqual(job);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[\x21-\x7e]{1,200}$/);
  });

  it('gives up after a few times, and at once where it was refused', async () => {
    const keys = answers(lost);
    expect((await failure(settled(scan()))).code).toBe('network.unreachable');
    expect(keys).toHaveLength(4);
    const refused = answers([409, { error: { ...running.error, code: 'request.conflict' } }]);
    expect((await failure(settled(scan()))).code).toBe('request.conflict');
    expect(refused).toHaveLength(1);
  });

  it('is sent under another key when somebody asks again', async () => {
    const keys = answers([202, job]);
    await settled(scan());
    await settled(scan());
    expect(new Set(keys).size).toBe(2);
  });

  it('that carries a secret or is sent while the page goes away takes no key and is sent once', async () => {
    const keys = answers(lost);
    await failure(settled(call(sessionHttp.signIn, { body: { username: 'Anna', password: 'a good password' } })));
    await failure(settled(call(libraryHttp.scanLibrary, { params: { id } }, { keepalive: true })));
    expect(keys).toEqual([null, null]);
  });

  it('ends with the caller', async () => {
    const keys = answers(lost);
    const controller = new AbortController();
    const work = call(libraryHttp.scanLibrary, { params: { id } }, { signal: controller.signal });
    work.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(10);
    controller.abort();
    await expect(settled(work)).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(keys).toHaveLength(1);
  });
});

describe('a failure', () => {
  it('carries code, details and correlation id', async () => {
    answer(400, { error: { code: 'query.invalid', message: 'Not closed', details: { errors: [] }, correlationId: 'c-1' } });
    const error = await failure(call(videoLists.list, { query: { q: '"' } }));
    expect(error).toMatchObject({
      code: 'query.invalid',
      status: 400,
      details: { errors: [] },
      correlationId: 'c-1',
      message: 'Not closed',
    });
    expect(hasCode(error, 'query.invalid')).toBe(true);
    expect(hasCode(error, 'auth.required')).toBe(false);
  });

  it('is told apart when no answer comes', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed to fetch')));
    expect(await failure(call(libraryHttp.listLibraries, {}))).toMatchObject({ code: 'network.unreachable', status: 0 });
  });

  it('is told apart when the answer has another shape', async () => {
    answer(200, { items: 'none' });
    expect((await failure(call(libraryHttp.listLibraries, {}))).code).toBe('answer.unreadable');
  });

  it('has a code even when something in between answers', async () => {
    answer(502, undefined);
    expect((await failure(call(libraryHttp.listLibraries, {}))).code).toBe('service.unavailable');
    answer(500, undefined);
    expect((await failure(call(libraryHttp.listLibraries, {}))).code).toBe('internal');
  });

  it('stays an abort when the caller gave up', async () => {
    const controller = new AbortController();
    controller.abort();
    vi.stubGlobal('fetch', () => Promise.reject(controller.signal.reason as Error));
    await expect(call(libraryHttp.listLibraries, {}, { signal: controller.signal })).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    );
  });
});
