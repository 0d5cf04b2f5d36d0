import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { http, rpcs, type PlaybackPlan } from '@reelm/contracts';
import { newId } from '@reelm/service-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { call, codeOf, send, signIn, startCatalog, type Answer, type RunningCatalog } from '../testing/catalog.js';
import { analysis, fileState, libraryState, message, projectionOf } from '../testing/library.js';
import { answerFor } from '../testing/other-services.js';
import { videoIdFor } from '../videos/video-id.js';

let catalog: RunningCatalog;
let transcode: Server;
let anna: { cookie: string };
let ben: { cookie: string };
let benId: string;
let asked: URL[] = [];

const files = {
  beach: fileState({ path: 'beach.mp4', bytes: 10 }),
  harbour: fileState({ path: 'harbour, "at dawn".mp4', bytes: 10 }),
  secret: fileState({ path: 'secret/cellar.mp4', bytes: 10 }),
};
const id = { beach: videoIdFor(files.beach.fileId), harbour: videoIdFor(files.harbour.fileId), secret: videoIdFor(files.secret.fileId) };
let partId: string;

const plan: PlaybackPlan = {
  way: 'remux',
  reason: { code: 'remux.container', message: 'Because.' },
  type: 'hls',
  version: 'abc',
  path: 'master.m3u8?sound=copy-0&qualities=copy',
  durationSeconds: 61.5,
  width: 1920,
  height: 1080,
  frameRate: 25,
  hdr: false,
  qualities: [],
  audioTracks: [],
  audioTrack: null,
  keepsUp: true,
  suggestedQuality: null,
  refusal: null,
};

beforeAll(async () => {
  transcode = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://transcode');
    asked.push(url);
    const carried = `v=${url.searchParams.get('v')}&player=${url.searchParams.get('player')}`;
    const bodies: Record<string, string> = {
      'master.m3u8': `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\ncopy/copy-0/index.m3u8?${carried}\n`,
      'index.m3u8': `#EXTM3U\n#EXT-X-MAP:URI="init.mp4?${carried}"\n#EXTINF:6,\n0.m4s?${carried}\n`,
    };
    response.writeHead(200, { 'content-type': 'video/mp4' }).end(bodies[url.pathname.split('/').at(-1) ?? ''] ?? 'bytes');
  });
  await new Promise<void>((resolve) => transcode.listen(0, '127.0.0.1', resolve));
  catalog = await startCatalog({ REELM_TRANSCODE_URL: `http://127.0.0.1:${(transcode.address() as AddressInfo).port}` });
  anna = await signIn(catalog.url);
  const root = join(catalog.folder, 'films');
  await mkdir(join(root, 'secret'), { recursive: true });
  for (const { path } of Object.values(files)) await writeFile(join(root, path), '0123456789');
  const projection = projectionOf();
  await catalog.database.transaction(async (tx) => {
    await projection.libraries(tx, [message(libraryState({ path: root }))]);
    for (const file of Object.values(files)) {
      await projection.fileStates(tx, [message(file)]);
      await projection.analysed(tx, [message(analysis(file))]);
    }
  });
  partId = (await call(catalog.url, http.createVideoPart, anna, { fileId: files.beach.fileId, startSeconds: 4, endSeconds: 12 })).id;
  const limited = { username: 'Ben', password: 'a good password', role: 'viewer', contentLimit: '-path:secret' };
  benId = (await call(catalog.url, http.createUser, anna, limited)).id;
  ben = await signIn(catalog.url, 'Ben', 'a good password');
  answerFor(catalog.bus, rpcs.planPlayback, () => plan);
});
beforeEach(() => {
  asked = [];
});
afterAll(async () => {
  await catalog.stop();
  transcode.closeAllConnections();
  transcode.close();
});

const make = (who: { cookie: string }, target: object, hours?: number) =>
  call(catalog.url, http.createMediaToken, who, { target, ...(hours === undefined ? {} : { hours }) });
const video = (videoId: string) => ({ kind: 'video', videoId });
const search = (q: string, sort = 'name') => ({ kind: 'search', q, sort });
/** As a player asks that knows nothing but an address. */
const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> => send(catalog.url, 'GET', path, { headers });
const stream = (videoId: string, token: string) => get(`/api/videos/${videoId}/stream?token=${token}`);
const outcome = (answer: Answer) => [answer.status, codeOf(answer)];
const linesOf = (answer: Answer) => String(answer.body).trim().split('\n');

describe('a media token', () => {
  it('opens the file that it was made for, by ranges, and is asked for by other sites', async () => {
    const { links } = await make(anna, video(id.beach));
    const whole = await get(links.file ?? '');
    expect([whole.status, whole.body]).toEqual([200, '0123456789']);
    expect(whole.headers.get('cache-control')).toBe('private, no-cache');
    expect(whole.headers.get('access-control-allow-origin')).toBe('*');
    expect(whole.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const part = await get(links.file ?? '', { range: 'bytes=2-4' });
    expect([part.status, part.body, part.headers.get('content-range')]).toEqual([206, '234', 'bytes 2-4/10']);
    const own = await send(catalog.url, 'GET', `/api/videos/${id.beach}/stream`, anna);
    expect(own.headers.get('access-control-allow-origin')).toBeNull();
    expect(own.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });

  it('is carried on by every address of HLS, and kept from transcode', async () => {
    const { links, token } = await make(anna, video(id.beach));
    const follow = async (from: string, pick: (lines: string[]) => string | undefined) => {
      const answer = await get(from);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      const url = new URL(pick(linesOf(answer)) ?? '', catalog.url + from);
      expect(url.searchParams.get('token')).toBe(token);
      return url.pathname + url.search;
    };
    const media = await follow(links.hls ?? '', (lines) => lines.find((line) => !line.startsWith('#')));
    expect(media).toMatch(new RegExp(`^/api/videos/${id.beach}/hls/${files.beach.fileId}/copy/copy-0/index\\.m3u8\\?`));
    const init = await follow(media, (lines) => /URI="([^"]+)"/.exec(lines.join('\n'))?.[1]);
    const segment = await follow(media, (lines) => lines.at(-1));
    for (const piece of [init, segment]) {
      const answer = await get(piece);
      expect([answer.status, answer.body]).toEqual([200, 'bytes']);
      expect(answer.headers.get('cache-control')).toBe('private, max-age=86400, immutable');
    }
    expect(asked.length).toBeGreaterThan(4);
    expect(asked.filter((url) => url.href.includes(token))).toEqual([]);
    // Two that open the link do not take each other's place.
    await get(links.hls ?? '');
    expect(new Set(asked.flatMap((url) => url.searchParams.get('player') ?? [])).size).toBe(2);
  });

  it('opens nothing else', async () => {
    const { token } = await make(anna, video(id.beach));
    expect(outcome(await stream(id.harbour, token))).toEqual([404, 'video.not_found']);
    expect(outcome(await stream(newId(), token))).toEqual([404, 'video.not_found']);
    expect(outcome(await get(`/api/videos/${id.harbour}/hls/${files.harbour.fileId}/copy/copy-0/0.m4s?token=${token}`))).toEqual([
      404,
      'video.not_found',
    ]);
    expect(outcome(await get(`/api/videos/list.m3u8?token=${token}`))).toEqual([403, 'auth.media_only']);
    expect(outcome(await get(`/api/videos/${id.beach}?token=${token}`))).toEqual([401, 'auth.required']);
    expect(outcome(await send(catalog.url, 'GET', `/api/videos/${id.beach}`, { key: token }))).toEqual([403, 'auth.media_only']);
    // A range of a file is not all of it.
    const part = await make(anna, video(partId));
    expect(outcome(await stream(partId, part.token))).toEqual([403, 'auth.media_only']);
    // A file of another video does not become one of this one.
    expect(outcome(await get(`/api/videos/${id.beach}/stream?file=${files.harbour.fileId}&token=${token}`))).toEqual([
      404,
      'video.not_found',
    ]);
  });

  it('is the only key that an address may carry', async () => {
    const { key } = await call(catalog.url, http.createApiKey, anna, { name: 'script', scope: 'read' });
    expect(outcome(await stream(id.beach, key))).toEqual([401, 'auth.key_invalid']);
    const { token } = await make(anna, video(id.beach));
    expect(outcome(await stream(id.beach, `${token}x`))).toEqual([401, 'auth.key_invalid']);
    expect(outcome(await get(`/api/videos/${id.beach}/stream?token=${token}&token=${token}`))).toEqual([401, 'auth.required']);
  });

  it('is kept as a hash, listed and revoked by its owner, and no API key', async () => {
    const { token, id: tokenId, prefix } = await make(anna, video(id.harbour));
    const [row] = await catalog.database.query<{ text: string }>('SELECT api_key::text AS text FROM api_key WHERE id = $1', [tokenId]);
    expect(token.startsWith(prefix)).toBe(true);
    expect(row?.text).not.toContain(token.slice(prefix.length));
    const listed = async (who: { cookie: string }) => (await call(catalog.url, http.listMediaTokens, who)).items;
    expect((await listed(anna)).find((one) => one.id === tokenId)).toMatchObject({
      name: 'harbour, "at dawn".mp4',
      target: video(id.harbour),
    });
    expect(await listed(ben)).toEqual([]);
    expect((await call(catalog.url, http.listApiKeys, anna)).items.map((one) => one.id)).not.toContain(tokenId);
    const revoke = (who: { cookie: string }, path: string) => send(catalog.url, 'DELETE', path.replace(':id', tokenId), who);
    expect(outcome(await revoke(ben, http.deleteMediaToken.path))).toEqual([404, 'media_token.not_found']);
    expect(outcome(await revoke(anna, http.deleteApiKey.path))).toEqual([404, 'api_key.not_found']);
    expect((await stream(id.harbour, token)).status).toBe(200);
    expect((await revoke(anna, http.deleteMediaToken.path)).status).toBe(204);
    expect(outcome(await stream(id.harbour, token))).toEqual([401, 'auth.key_invalid']);
  });

  it('ends: after twelve hours where nothing else is said, at the latest after 90 days', async () => {
    const hoursOf = ({ createdAt, expiresAt }: { createdAt: string; expiresAt: string }) =>
      Math.round((Date.parse(expiresAt) - Date.parse(createdAt)) / 3_600_000);
    const first = await make(anna, video(id.beach));
    expect(hoursOf(first)).toBe(12);
    expect(hoursOf(await make(anna, video(id.beach), 2160))).toBe(2160);
    const answer = await send(catalog.url, 'POST', '/api/media-tokens', anna, { target: video(id.beach), hours: 2161 });
    expect(outcome(answer)).toEqual([400, 'request.invalid']);
    await catalog.database.query("UPDATE api_key SET expires_at = now() - interval '1 second' WHERE id = $1", [first.id]);
    expect(outcome(await stream(id.beach, first.token))).toEqual([401, 'auth.key_invalid']);
    await make(anna, video(id.beach));
    expect((await call(catalog.url, http.listMediaTokens, anna)).items.map((one) => one.id)).not.toContain(first.id);
  });

  it('never gives more than its owner may see, today', async () => {
    const refused = await send(catalog.url, 'POST', '/api/media-tokens', ben, { target: video(id.secret) });
    expect(outcome(refused)).toEqual([422, 'entity.reference_missing']);
    const all = await make(ben, search(''));
    expect((await stream(id.beach, all.token)).status).toBe(200);
    expect(outcome(await stream(id.secret, all.token))).toEqual([404, 'video.not_found']);
    const one = await make(ben, video(id.harbour));
    const limit = (contentLimit: string) => call(catalog.url, http.updateUser, anna, { contentLimit }, benId);
    await limit('-path:secret -path:harbour');
    expect(outcome(await stream(id.harbour, one.token))).toEqual([404, 'video.not_found']);
    await limit('-path:secret');
    expect((await stream(id.harbour, one.token)).status).toBe(200);
    await call(catalog.url, http.updateUser, anna, { disabled: true }, benId);
    expect(outcome(await stream(id.harbour, one.token))).toEqual([401, 'auth.key_invalid']);
    await call(catalog.url, http.updateUser, anna, { disabled: false }, benId);
    ben = await signIn(catalog.url, 'Ben', 'a good password');
  });

  it('of a search opens what answers now', async () => {
    const { token } = await make(anna, search('title:Sunset'));
    expect((await stream(id.beach, token)).status).toBe(404);
    await call(catalog.url, http.updateVideo, anna, { title: 'Sunset' }, id.beach);
    expect((await stream(id.beach, token)).status).toBe(200);
    await call(catalog.url, http.updateVideo, anna, { title: null }, id.beach);
    expect((await stream(id.beach, token)).status).toBe(404);
    expect(outcome(await send(catalog.url, 'POST', '/api/media-tokens', anna, { target: search('ratng>1') }))).toEqual([
      400,
      'query.invalid',
    ]);
  });

  it('of a playlist opens what is in it, while its owner may play it', async () => {
    const items = [{ videoId: id.beach }, { videoId: id.secret }];
    const list = await call(catalog.url, http.createPlaylist, anna, { name: 'Evening', shared: true, items });
    const { token } = await make(ben, { kind: 'playlist', playlistId: list.id });
    expect([
      (await stream(id.beach, token)).status,
      (await stream(id.harbour, token)).status,
      (await stream(id.secret, token)).status,
    ]).toEqual([200, 404, 404]);
    const smart = await call(catalog.url, http.createPlaylist, anna, { name: 'Smart', search: { q: 'path:harbour', sort: 'name' } });
    const { token: smartToken } = await make(anna, { kind: 'playlist', playlistId: smart.id });
    expect([(await stream(id.harbour, smartToken)).status, (await stream(id.beach, smartToken)).status]).toEqual([200, 404]);
    expect(outcome(await get(`/api/playlists/${smart.id}/list.m3u8?token=${token}`))).toEqual([404, 'playlist.not_found']);
    await call(catalog.url, http.updatePlaylist, anna, { shared: false }, list.id);
    expect((await stream(id.beach, token)).status).toBe(404);
  });
});

describe('an M3U playlist', () => {
  const entry = (title: string, file: string, token: string) => [`#EXTINF:62,${title}`, `${catalog.url}/api/videos/${file}?token=${token}`];

  it('lists what a search finds, with links that open', async () => {
    const { links, token } = await make(anna, search('path:beach OR path:harbour', '-name'));
    const answer = await get(links.list);
    expect(answer.headers.get('content-type')).toBe('audio/x-mpegurl; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''path%3Abeach.*\.m3u8$/);
    const [head, name, ...rest] = linesOf(answer);
    expect([head, name]).toEqual(['#EXTM3U', '#PLAYLIST:path:beach OR path:harbour']);
    expect(rest.slice(0, 2)).toEqual(entry('harbour, "at dawn".mp4', `${id.harbour}/stream`, token));
    // A range of a file comes as HLS, since its file is longer.
    expect(rest.join('\n')).toContain(`/api/videos/${partId}/master.m3u8?token=`);
    for (const address of rest.filter((line) => !line.startsWith('#'))) expect((await fetch(address)).status).toBe(200);
    const hls = linesOf(await get(`${links.list}&as=hls&sort=name`)).filter((line) => !line.startsWith('#'));
    expect(hls.every((address) => address.includes('/master.m3u8?'))).toBe(true);
    expect(outcome(await get(`${links.list}&q=path:secret`))).toEqual([403, 'auth.media_only']);
  });

  it('has all pages of a long search, and what its asker may see alone', async () => {
    const many = Array.from({ length: 450 }, (_, at) => fileState({ path: `many/${String(at).padStart(3, '0')}.mp4` }));
    await catalog.database.transaction((tx) =>
      projectionOf().fileStates(
        tx,
        many.map((file) => message(file)),
      ),
    );
    const titles = async (path: string, who: { cookie: string }) =>
      linesOf(await send(catalog.url, 'GET', path, who)).flatMap((line) => /^#EXTINF:-?\d+,(.*)$/.exec(line)?.[1] ?? []);
    expect(await titles('/api/videos/list.m3u8?q=path:many&sort=name', anna)).toEqual(many.map(({ path }) => path.slice('many/'.length)));
    expect(await titles('/api/videos/list.m3u8?q=path:secret', anna)).toEqual(['cellar.mp4']);
    expect(await titles('/api/videos/list.m3u8?q=path:secret', ben)).toEqual([]);
    expect(outcome(await send(catalog.url, 'GET', '/api/videos/list.m3u8?q=ratng>1', anna))).toEqual([400, 'query.invalid']);
    // Without a token in the question there is none in the answer.
    expect(String((await send(catalog.url, 'GET', '/api/videos/list.m3u8', anna)).body)).not.toContain('token');
  });

  it('of a playlist has its clips and its titles, whatever these are', async () => {
    const title = 'Dive\n#EXTVLCOPT:sout=x';
    const items = [{ videoId: id.beach, startSeconds: 5, endSeconds: 9, title }, { videoId: id.harbour }];
    const list = await call(catalog.url, http.createPlaylist, anna, { name: 'Clips', items });
    const { links, token } = await make(anna, { kind: 'playlist', playlistId: list.id });
    expect(linesOf(await get(links.list))).toEqual([
      '#EXTM3U',
      '#PLAYLIST:Clips',
      '#EXTINF:4,Dive #EXTVLCOPT:sout=x',
      '#EXTVLCOPT:start-time=5',
      '#EXTVLCOPT:stop-time=9',
      `${catalog.url}/api/videos/${id.beach}/stream?token=${token}`,
      ...entry('harbour, "at dawn".mp4', `${id.harbour}/stream`, token),
    ]);
  });

  it('of one video is as its link says; behind a proxy its addresses are public', async () => {
    const { links, token } = await make(anna, video(id.beach));
    expect(linesOf(await get(links.list)).slice(2)).toEqual(entry('beach.mp4', `${id.beach}/stream`, token));
    const part = await make(anna, video(partId));
    expect(part.links.file).toBeNull();
    expect(String((await get(part.links.list)).body)).toContain(`/api/videos/${partId}/master.m3u8?token=${part.token}`);
    await catalog.restart({ REELM_PUBLIC_URL: 'https://films.example' });
    expect(String((await get(links.list)).body)).toContain(`\nhttps://films.example/api/videos/${id.beach}/stream?token=`);
  });
});
