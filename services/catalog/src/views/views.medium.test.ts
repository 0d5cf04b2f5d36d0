import { http } from '@reelm/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, codeOf, send, signIn, startCatalog, type RunningCatalog } from '../testing/catalog.js';

let catalog: RunningCatalog;
let anna: { cookie: string };
let ben: { cookie: string };

beforeAll(async () => {
  catalog = await startCatalog();
  anna = await signIn(catalog.url);
  await call(catalog.url, http.createUser, anna, { username: 'Ben', password: 'a good password', role: 'viewer' });
  ben = await signIn(catalog.url, 'Ben', 'a good password');
});
afterAll(() => catalog.stop());

const view = (name: string, given: object = {}) => ({
  kind: 'video',
  name,
  q: 'rating>=80',
  sort: '-rating,added',
  layout: { mode: 'grid' },
  ...given,
});
const save = (who: { cookie: string }, name: string, given: object = {}) => call(catalog.url, http.createSavedView, who, view(name, given));
const names = async (who: { cookie: string }) => (await call(catalog.url, http.listSavedViews, who)).items.map(({ name }) => name);

describe('saved views', () => {
  it('belong to their user', async () => {
    const best = await save(anna, 'Best');
    expect(best).toMatchObject({ q: 'rating>=80', sort: '-rating,added', layout: { mode: 'grid', zoom: 4 }, isDefault: false });
    expect(await names(ben)).toEqual([]);
    expect(codeOf(await send(catalog.url, 'PATCH', `/api/views/${best.id}`, ben, { name: 'Mine' }))).toBe('view.not_found');
    expect(codeOf(await send(catalog.url, 'DELETE', `/api/views/${best.id}`, ben))).toBe('view.not_found');
    await save(ben, 'Best');
  });

  it('have one default for each kind', async () => {
    const first = await save(anna, 'First', { isDefault: true });
    const second = await save(anna, 'Second');
    await save(anna, 'Names', { kind: 'performer', q: '', sort: 'name', isDefault: true });
    await call(catalog.url, http.updateSavedView, anna, { isDefault: true, pinned: true }, second.id);
    const views = (await call(catalog.url, http.listSavedViews, anna)).items;
    expect(
      views
        .filter((one) => one.isDefault)
        .map((one) => one.name)
        .sort(),
    ).toEqual(['Names', 'Second']);
    expect(views.find((one) => one.id === first.id)?.isDefault).toBe(false);
  });

  it('cannot be saved where they could not be shown', async () => {
    const refused = async (given: object) => codeOf(await send(catalog.url, 'POST', '/api/views', anna, view('Odd', given)));
    expect(await refused({ q: 'ratng>=80' })).toBe('query.invalid');
    expect(await refused({ kind: 'tag', q: 'duration>5m', sort: 'name' })).toBe('query.invalid');
    expect(await refused({ sort: 'colour' })).toBe('request.invalid');
    expect(await refused({ name: 'Best' })).toBe('view.name_taken');
  });

  it('are deleted', async () => {
    const gone = await save(ben, 'Gone');
    expect((await send(catalog.url, 'DELETE', `/api/views/${gone.id}`, ben)).status).toBe(204);
    expect(await names(ben)).toEqual(['Best']);
  });
});

describe('settings', () => {
  it('begin as they usually are, and keep what is not changed', async () => {
    const usual = await call(catalog.url, http.getSettings, ben);
    expect(usual).toMatchObject({ theme: 'system', blur: false, skipSeconds: 10 });
    await call(catalog.url, http.updateSettings, ben, { blur: true });
    await call(catalog.url, http.updateSettings, ben, { skipSeconds: 30, shortcuts: { 'player.mute': 'x' } });
    expect(await call(catalog.url, http.getSettings, ben)).toEqual({
      ...usual,
      blur: true,
      skipSeconds: 30,
      shortcuts: { 'player.mute': 'x' },
    });
    expect(await call(catalog.url, http.getSettings, anna)).toEqual(usual);
  });
});

describe('a content limit', () => {
  it('is a search that can be read, set by administrators and told to them alone', async () => {
    const people = (await call(catalog.url, http.listUsers, anna)).items;
    const id = people.find(({ username }) => username === 'Ben')?.id ?? '';
    expect(codeOf(await send(catalog.url, 'PATCH', `/api/users/${id}`, anna, { contentLimit: 'ratng>80' }))).toBe('query.invalid');
    expect(await call(catalog.url, http.updateUser, anna, { contentLimit: 'rating>=80' }, id)).toMatchObject({
      contentLimit: 'rating>=80',
    });
    expect(await call(catalog.url, http.updateUser, anna, { role: 'editor' }, id)).toMatchObject({
      contentLimit: 'rating>=80',
      role: 'editor',
    });
    expect(await call(catalog.url, http.currentUser, ben)).not.toHaveProperty('contentLimit');
    expect(await call(catalog.url, http.updateUser, anna, { contentLimit: null }, id)).toMatchObject({ contentLimit: null });
  });
});
