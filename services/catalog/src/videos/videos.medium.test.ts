import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { dirname, join } from 'node:path';
import { http, type FileState } from '@reelm/contracts';
import { newId } from '@reelm/service-kit';
import { until } from '@reelm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, codeOf, send, signIn, startCatalog, type RunningCatalog } from '../testing/catalog.js';
import { analysis, artifactsOf, fileState, libraryState, message, projectionOf } from '../testing/library.js';
import { videoIdFor } from './video-id.js';

let catalog: RunningCatalog;
let cookie: { cookie: string };
const projection = projectionOf();
const content = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 256));
const file = fileState({ path: 'holiday/Beach, "2".mp4', bytes: content.length });
const id = videoIdFor(file.fileId);

const write = async (path: string, bytes: Buffer | string) => {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
};
const tell = (...files: FileState[]) =>
  catalog.database.transaction((tx) =>
    projection.fileStates(
      tx,
      files.map((one) => message(one)),
    ),
  );
const storeArtifacts = async (version: string) => {
  for (const artifact of artifactsOf(file.fileId, version)) {
    const bytes =
      artifact.kind === 'sprite-vtt' ? 'WEBVTT\n\n00:00.000 --> 00:30.000\nsheet.jpg#xywh=0,0,160,90\n' : `${artifact.kind} ${version}`;
    await write(join(catalog.folder, 'objects', artifact.key), bytes);
  }
  await catalog.database.transaction((tx) => projection.analysed(tx, [message(analysis(file, {}, version))]));
};

beforeAll(async () => {
  catalog = await startCatalog();
  cookie = await signIn(catalog.url);
  await write(join(catalog.folder, 'films', file.path), content);
  await catalog.database.transaction((tx) => projection.libraries(tx, [message(libraryState({ path: join(catalog.folder, 'films') }))]));
  await tell(file);
  await storeArtifacts('v1');
});
afterAll(() => catalog.stop());

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') => send(catalog.url, method, path, { ...cookie, headers });

describe('videos', () => {
  it('are listed as cards with versioned addresses', async () => {
    const page = await call(catalog.url, http.listVideos, cookie);
    expect(page).toMatchObject({
      nextCursor: null,
      items: [
        {
          id,
          name: 'Beach, "2".mp4',
          state: 'ready',
          durationSeconds: 61.5,
          coverUrl: `/api/videos/${id}/cover?v=v1`,
          sprite: { url: `/api/videos/${id}/sprite.jpg?v=v1`, vttUrl: `/api/videos/${id}/sprite.vtt?v=v1`, layout: { columns: 2 } },
        },
      ],
    });
    expect(page.total).toBeUndefined();
    expect((await get('/api/videos?q=beach&total=true')).body).toMatchObject({ total: 1 });
  });

  it('say what is wrong with a search or a page address', async () => {
    const wrong = await get('/api/videos?q=rating%3Eabc');
    expect([wrong.status, codeOf(wrong)]).toEqual([400, 'query.invalid']);
    expect(wrong.body).toMatchObject({
      error: { details: { errors: [{ start: 7, end: 10, message: expect.any(String), hint: expect.any(String) }] } },
    });
    expect(codeOf(await get('/api/videos?cursor=abc'))).toBe('cursor.invalid');
    expect(codeOf(await get('/api/videos?sort=colour'))).toBe('request.invalid');
  });

  it('show their files', async () => {
    expect(await call(catalog.url, http.getVideo, cookie, undefined, id)).toMatchObject({
      id,
      files: [
        {
          id: file.fileId,
          libraryName: 'Films',
          path: file.path,
          bytes: 1000,
          state: 'ready',
          media: { videoCodec: 'h264' },
          problem: null,
        },
      ],
    });
    expect(codeOf(await get(`/api/videos/${newId()}`))).toBe('video.not_found');
  });

  it('are changed only in what is given, found by it at once, and told of', async () => {
    const changed = await send(catalog.url, 'PATCH', `/api/videos/${id}`, cookie, { title: 'Sea', rating: 90, date: '2019-06' });
    expect(changed.body).toMatchObject({ title: 'Sea', name: 'Sea', rating: 90, date: '2019-06', details: null, version: 2 });
    expect(changed.headers.get('etag')).toBe('"2"');
    const cleared = await send(catalog.url, 'PATCH', `/api/videos/${id}`, cookie, { rating: null });
    expect(cleared.body).toMatchObject({ title: 'Sea', rating: null, version: 3 });
    expect((await get('/api/videos?q=title:sea')).body).toMatchObject({ items: [{ id }] });
    const told = await catalog.database.query<{ payload: unknown }>(
      `SELECT payload FROM outbox WHERE subject = 'catalog.video.updated.v1' ORDER BY seq DESC LIMIT 1`,
    );
    expect(told).toEqual([{ payload: { videoId: id, fileIds: [file.fileId], fields: ['rating'] } }]);
  });

  it('stay as they are when nothing is given', async () => {
    const before = await get(`/api/videos/${id}`);
    expect((await send(catalog.url, 'PATCH', `/api/videos/${id}`, cookie, {})).body).toEqual(before.body);
  });

  it('are not overwritten by somebody who has not seen the last change', async () => {
    const { headers } = await get(`/api/videos/${id}`);
    const seen = headers.get('etag') ?? '';
    const edit = (ifMatch: string) =>
      send(catalog.url, 'PATCH', `/api/videos/${id}`, { ...cookie, headers: { 'if-match': ifMatch } }, { details: ifMatch });
    expect((await edit(seen)).status).toBe(200);
    const refused = await edit(seen);
    expect([refused.status, codeOf(refused)]).toEqual([412, 'request.conflict']);
    expect((await edit('*')).status).toBe(200);
    expect(
      codeOf(await send(catalog.url, 'PATCH', `/api/videos/${newId()}`, { ...cookie, headers: { 'if-match': '"1"' } }, { title: 'x' })),
    ).toBe('video.not_found');
  });

  it('accept one of several edits made at the same time from the same version', async () => {
    const etag = (await get(`/api/videos/${id}`)).headers.get('etag') ?? '';
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map((title) =>
        send(catalog.url, 'PATCH', `/api/videos/${id}`, { ...cookie, headers: { 'if-match': etag } }, { title }),
      ),
    );
    expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([200, 412, 412, 412]);
  });

  it('never answer 304, as the tag does not change with the analysis', async () => {
    const { headers } = await get(`/api/videos/${id}`);
    expect((await get(`/api/videos/${id}`, { 'if-none-match': headers.get('etag') ?? '' })).status).toBe(200);
  });
});

describe('the stream', () => {
  const path = `/api/videos/${id}/stream`;
  const bytesOf = async (headers: Record<string, string>) => {
    const response = await fetch(catalog.url + path, { headers: { ...cookie, ...headers } });
    return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) };
  };

  it('is the whole file with its type and name', async () => {
    const { status, headers, body } = await bytesOf({});
    expect(status).toBe(200);
    expect(body.equals(content)).toBe(true);
    expect(headers.get('content-type')).toBe('video/mp4');
    expect(headers.get('accept-ranges')).toBe('bytes');
    expect(headers.get('content-disposition')).toBe(`inline; filename*=UTF-8''Beach%2C%20%222%22.mp4`);
  });

  it.each([
    ['bytes=0-0', 0, 0],
    ['bytes=10-19', 10, 19],
    ['bytes=990-', 990, 999],
    ['bytes=-10', 990, 999],
    ['bytes=500-99999', 500, 999],
  ])('answers %s with a part', async (range, start, end) => {
    const { status, headers, body } = await bytesOf({ range });
    expect(status).toBe(206);
    expect(headers.get('content-range')).toBe(`bytes ${start}-${end}/1000`);
    expect(body.equals(content.subarray(start, end + 1))).toBe(true);
  });

  it('refuses a part outside of the file', async () => {
    const answer = await get(path, { range: 'bytes=1000-' });
    expect([answer.status, codeOf(answer), answer.headers.get('content-range')]).toEqual([416, 'request.range_invalid', 'bytes */1000']);
  });

  it('answers HEAD with the headers alone', async () => {
    const answer = await get(path, { range: 'bytes=10-19' }, 'HEAD');
    expect([answer.status, answer.headers.get('content-length'), answer.body]).toEqual([206, '10', '']);
  });

  it('sends the whole file to who has a part of another content', async () => {
    const etag = (await bytesOf({})).headers.get('etag') ?? '';
    expect((await bytesOf({ range: 'bytes=0-9', 'if-range': etag })).status).toBe(206);
    expect((await bytesOf({ range: 'bytes=0-9', 'if-range': '"other"' })).body.length).toBe(1000);
    expect((await bytesOf({ 'if-none-match': etag })).status).toBe(304);
  });

  it('says so when the file is gone, a folder, or a link out of the library', async () => {
    await write(join(catalog.folder, 'secret.mp4'), 'secret');
    await symlink(join(catalog.folder, 'secret.mp4'), join(catalog.folder, 'films', 'link.mp4'));
    await mkdir(join(catalog.folder, 'films', 'folder.mp4'));
    for (const bad of ['gone.mp4', 'folder.mp4', 'link.mp4', '../secret.mp4']) {
      const other = fileState({ path: bad });
      await tell(other);
      const answer = await get(`/api/videos/${videoIdFor(other.fileId)}/stream`);
      expect([bad, answer.status, codeOf(answer)]).toEqual([bad, 404, 'video.file_missing']);
    }
  });

  it('names a file of the video, and of no other', async () => {
    expect((await get(`${path}?file=${file.fileId}`)).status).toBe(200);
    expect(codeOf(await get(`${path}?file=${newId()}`))).toBe('video.not_found');
  });

  it('closes the file when the client leaves', async () => {
    const big = fileState({ path: 'big.mp4' });
    await write(join(catalog.folder, 'films', 'big.mp4'), '');
    await truncate(join(catalog.folder, 'films', 'big.mp4'), 2 ** 30);
    await tell(big);
    const { readdir, readlink } = await import('node:fs/promises');
    const open = async () => {
      const links = await Promise.all((await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
      return links.filter((link) => link.endsWith('/big.mp4')).length;
    };
    await new Promise<void>((resolve, reject) => {
      const request = httpRequest(`${catalog.url}/api/videos/${videoIdFor(big.fileId)}/stream`, { headers: cookie }, (response) => {
        response.once('data', () => {
          open().then((count) => (expect(count).toBe(1), request.destroy(), resolve()), reject);
        });
      });
      request.on('error', () => undefined);
      request.end();
    });
    await until('the file to be closed', async () => (await open()) === 0);
  });
});

describe('artifacts', () => {
  it('may be kept for ever under their version, and else are asked for again', async () => {
    const versioned = await get(`/api/videos/${id}/cover?v=v1`);
    expect([versioned.body, versioned.headers.get('content-type'), versioned.headers.get('cache-control')]).toEqual([
      'cover v1', 'image/jpeg', 'private, max-age=31536000, immutable',
    ]); // prettier-ignore
    const plain = await get(`/api/videos/${id}/cover`);
    expect(plain.headers.get('cache-control')).toBe('private, no-cache');
    const again = await get(`/api/videos/${id}/cover`, { 'if-none-match': plain.headers.get('etag') ?? '' });
    expect([again.status, again.body]).toEqual([304, '']);
  });

  it('change at once under the address without version', async () => {
    const before = (await get(`/api/videos/${id}/sprite.jpg`)).headers.get('etag') ?? '';
    await storeArtifacts('v2');
    const after = await get(`/api/videos/${id}/sprite.jpg`, { 'if-none-match': before });
    expect([after.status, after.body]).toEqual([200, 'sprite v2']);
    expect((await get(`/api/videos/${id}/sprite.jpg?v=v1`)).headers.get('cache-control')).toBe('private, no-cache');
  });

  it('have cues that point at the versioned sheet', async () => {
    const { body, headers } = await get(`/api/videos/${id}/sprite.vtt`);
    expect(headers.get('content-type')).toMatch(/^text\/vtt/);
    expect(body).toBe('WEBVTT\n\n00:00.000 --> 00:30.000\nsprite.jpg?v=v2#xywh=0,0,160,90\n');
  });

  it('that are not there are no reason to remember that', async () => {
    const other = fileState({ path: 'unfinished.mp4' });
    await tell(other);
    expect(codeOf(await get(`/api/videos/${videoIdFor(other.fileId)}/cover`))).toBe('artifact.not_found');
    await catalog.database.transaction((tx) => projection.analysed(tx, [message(analysis(other))]));
    const lost = await get(`/api/videos/${videoIdFor(other.fileId)}/cover?v=v1`);
    expect([lost.status, codeOf(lost)]).toEqual([404, 'artifact.not_found']);
    expect(lost.headers.get('cache-control') ?? '').not.toContain('immutable');
  });
});
