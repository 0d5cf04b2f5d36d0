import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { http, type Picture } from '@reelm/contracts';
import { newId } from '@reelm/service-kit';
import { until } from '@reelm/testing';
import { codeOf, signIn, send, startCatalog, type Answer, type RunningCatalog } from '../testing/catalog.js';
import { entityClient } from '../testing/entities.js';

let catalog: RunningCatalog;
let cookie: { cookie: string };
let client: ReturnType<typeof entityClient>;
beforeAll(async () => {
  catalog = await startCatalog();
  cookie = await signIn(catalog.url);
  client = entityClient(catalog.url, cookie, catalog.database);
});
afterAll(() => catalog.stop());

const colour = { create: { width: 60, height: 40, channels: 3, background: '#336699' } } as const;
const upload = async (performer: string, bytes: Uint8Array, contentType = 'image/jpeg'): Promise<Answer> => {
  const response = await fetch(`${catalog.url}/api/performers/${performer}/pictures`, {
    method: 'POST',
    headers: { ...cookie, 'content-type': contentType },
    body: new Uint8Array(bytes),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
};
const objects = async (): Promise<string[]> => {
  const entries = await readdir(join(catalog.folder, 'objects', 'pictures'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
};

describe('pictures', () => {
  it.each([
    ['jpeg', () => sharp(colour).jpeg().toBuffer()],
    ['png', () => sharp(colour).png().toBuffer()],
    ['webp', () => sharp(colour).webp().toBuffer()],
    ['avif', () => sharp(colour).avif({ effort: 0 }).toBuffer()],
  ])('of the format %s are kept, and may be cached for ever under their address', async (format, bytes) => {
    const performer = await client.performer(`Shown as ${format}`);
    const added = await upload(performer, await bytes(), `image/${format}`);
    expect(added).toMatchObject({ status: 201, body: { width: 60, height: 40 } });
    const { url } = added.body as Picture;
    expect(await client.get('performer', performer)).toMatchObject({ imageUrl: url, pictures: [added.body] });
    const shown = await fetch(catalog.url + url, { headers: cookie });
    expect([shown.status, shown.headers.get('content-type'), shown.headers.get('cache-control'), shown.headers.get('x-content-type-options')]).toEqual([
      200, 'image/webp', 'private, max-age=31536000, immutable', 'nosniff',
    ]); // prettier-ignore
    const { width, height } = await sharp(Buffer.from(await shown.arrayBuffer())).metadata();
    expect([width, height]).toEqual([60, 40]);
    const etag = shown.headers.get('etag') ?? '';
    expect((await fetch(catalog.url + url, { headers: { ...cookie, 'if-none-match': etag } })).status).toBe(304);
  });

  it('are turned upright, and keep nothing of place and camera', async () => {
    const performer = await client.performer('Turned');
    const bytes = await sharp(colour)
      .withExif({ IFD0: { Make: 'Camera', Orientation: '6' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const added = await upload(performer, bytes);
    expect(added.body).toMatchObject({ width: 40, height: 60 });
    const shown = await fetch(catalog.url + (added.body as Picture).url, { headers: cookie });
    expect((await sharp(Buffer.from(await shown.arrayBuffer())).metadata()).exif).toBeUndefined();
  });

  it('are put in order; the first is shown, and the next when it goes', async () => {
    const performer = await client.performer('Ordered');
    const ids: string[] = [];
    for (const width of [10, 20, 30]) {
      const added = await upload(
        performer,
        await sharp({ create: { ...colour.create, width } })
          .png()
          .toBuffer(),
        'image/png',
      );
      ids.push((added.body as Picture).id);
    }
    const [first = '', second = '', third = ''] = ids;
    const arrange = (wanted: string[]) => send(catalog.url, 'PATCH', `/api/performers/${performer}/pictures`, cookie, { ids: wanted });
    expect((await arrange([third, first, second])).body).toMatchObject({
      items: [{ id: third, width: 30 }, { id: first }, { id: second }],
    });
    expect(await client.get('performer', performer)).toMatchObject({
      imageUrl: expect.stringContaining(third),
      pictures: [{ id: third }, { id: first }, { id: second }],
    });
    for (const wrong of [[third, first], [third, first, first], [third, first, newId()], []])
      expect(codeOf(await arrange(wrong))).toBe('picture.order_incomplete'); // prettier-ignore
    expect(await send(catalog.url, 'DELETE', `/api/pictures/${third}`, cookie)).toMatchObject({ status: 204 });
    expect(await client.get('performer', performer)).toMatchObject({ imageUrl: expect.stringContaining(first) });
    expect(codeOf(await send(catalog.url, 'GET', `/api/pictures/${third}`, cookie))).toBe('picture.not_found');
    expect((await objects()).filter((key) => key.includes(third))).toEqual([]);
  });

  it('go along in a merge, behind those of the one that stays, and with what is deleted', async () => {
    const [stays, gone] = [await client.performer('Stays'), await client.performer('Gone')];
    const png = await sharp(colour).png().toBuffer();
    const ids: string[] = [];
    for (const owner of [gone, stays, gone]) ids.push(((await upload(owner, png, 'image/png')).body as Picture).id);
    const [first, own, last] = ids;
    await client.merge('performer', stays, [gone]);
    expect(await client.get('performer', stays)).toMatchObject({
      imageUrl: expect.stringContaining(String(own)),
      pictures: [{ id: own }, { id: first }, { id: last }],
    });
    await client.remove('performer', stays);
    expect((await objects()).filter((key) => ids.some((id) => key.includes(id)))).toEqual([]);
  });

  it('are refused when they are something else, whatever they claim to be', async () => {
    const performer = await client.performer('Refused');
    const before = await objects();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="5" height="5"><script>alert(1)</script></svg>');
    const gif = await sharp(colour).gif().toBuffer();
    for (const [bytes, type] of [[svg, 'image/svg+xml'], [svg, 'image/png'], [gif, 'image/gif'], [Buffer.from('<html>'), 'image/jpeg'], [Buffer.alloc(0), 'image/png']] as const)
      expect(codeOf(await upload(performer, bytes, type))).toBe('picture.not_image'); // prettier-ignore
    const cut = (
      await sharp({ create: { ...colour.create, width: 800, height: 800, noise: { type: 'gaussian', mean: 100, sigma: 30 } } })
        .png()
        .toBuffer()
    ).subarray(0, 5_000);
    expect(codeOf(await upload(performer, cut))).toBe('picture.unreadable');
    expect(codeOf(await upload(performer, Buffer.from('{}'), 'application/json'))).toBe('picture.not_image');
    expect(codeOf(await upload(performer, Buffer.from('a=b'), 'application/x-www-form-urlencoded'))).toBe('picture.not_image');
    expect(codeOf(await upload(performer, Buffer.alloc(20 * 1024 ** 2 + 1)))).toBe('request.too_large');
    expect(codeOf(await upload(newId(), await sharp(colour).png().toBuffer()))).toBe('entity.not_found');
    expect(await objects()).toEqual(before);
    expect(http.addPerformerPicture.upload).toBe('image/*');
  });

  // The last one: the address of the server is another one afterwards.
  it('of which no row knows are removed when they are older than a day', async () => {
    const performer = await client.performer('Swept');
    const { id, url } = (await upload(performer, await sharp(colour).png().toBuffer())).body as Picture;
    const folder = join(catalog.folder, 'objects', 'pictures');
    const leftOver = async (name: string) => {
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, 'one.webp'), 'left over');
    };
    const [old, fresh] = [newId(), newId()];
    await leftOver(old);
    const twoDaysAgo = Date.now() / 1_000 - 2 * 86_400;
    for (const file of await objects()) await utimes(file, twoDaysAgo, twoDaysAgo);
    await leftOver(fresh);
    await catalog.restart();
    await until('the old one to go', async () => !(await objects()).some((key) => key.includes(old)));
    const left = await objects();
    expect([id, fresh].map((name) => left.some((key) => key.includes(name)))).toEqual([true, true]);
    expect((await fetch(catalog.url + url, { headers: cookie })).headers.get('content-type')).toBe('image/webp');
  });
});
