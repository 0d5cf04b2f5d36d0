import { describe, expect, it, test } from 'vitest';
import { NameMatcher, type KnownName } from './name-matcher.js';

const performer = (name: string, id = name): KnownName => ({ kind: 'performer', id, name });
const tag = (name: string, id = name): KnownName => ({ kind: 'tag', id, name });
const found = (names: KnownName[], path: string) =>
  new NameMatcher(names).find(path).map(({ id, start, end }) => [id, path.slice(start, end)]);

describe('a name is found', () => {
  test.each([
    ['Jane Doe', 'films/Jane Doe - Beach.mp4', 'Jane Doe'],
    ['Jane Doe', 'jane.doe_01.mp4', 'jane.doe'],
    ['Jane Doe', 'films/JaneDoe.mp4', 'JaneDoe'],
    ['Jane Doe', 'janedoe-2.mp4', 'janedoe'],
    ['Jane Doe', 'JaneDoe07Beach.mp4', 'JaneDoe'],
    ['Jane Doe', 'JANE_DOE.mp4', 'JANE_DOE'],
    ['Jane  Doe', 'a/[Jane Doe]/1.mp4', 'Jane Doe'],
    ['Zoë Müller', 'zoe muller.mp4', 'zoe muller'],
    ['Zoe', 'ZOË 1.mp4', 'ZOË'],
    ['Zoë', 'a/ZOE\u0308.mp4', 'ZOE\u0308'],
    ['McDonald', 'McDonald 1.mp4', 'McDonald'],
    ['4K 60', 'a 4K60.mp4', '4K60'],
    ['Анна Жук', 'анна_жук.mp4', 'анна_жук'],
    ['JAV HD', 'x/JAV-HD/1.mp4', 'JAV-HD'],
  ])('%s in %s', (name, path, matched) => {
    expect(found([performer(name)], path)).toEqual([[name, matched]]);
  });
});

describe('a name is not found', () => {
  test.each([
    ['Jane Doe', 'Janedoes.mp4'],
    ['Jane Doe', 'Mary Jane Dover.mp4'],
    ['Jane Doe', 'Doe Jane.mp4'],
    ['Anna', 'a nna.mp4'],
    ['Anna', 'Savanna.mp4'],
    ['1080', 'clip 10 80.mp4'],
    ['Al', 'Al Pine.mp4'],
    ['--', 'a -- b.mp4'],
  ])('%s in %s', (name, path) => {
    expect(found([performer(name)], path)).toEqual([]);
  });
});

it('inside of a longer one of its kind does not count, inside of one of another kind it does', () => {
  const names = [performer('Jane'), performer('Jane Doe'), tag('Jane', 'the tag')];
  expect(found(names, 'Jane Doe.mp4')).toEqual([
    ['the tag', 'Jane'],
    ['Jane Doe', 'Jane Doe'],
  ]);
});

it('counts once for each thing, be it by its name or by aliases', () => {
  const names = [performer('Jane Doe', '1'), performer('JaneDoe', '1'), performer('J. Doe', '1'), performer('Jane-Doe', '2')];
  expect(found(names, 'Jane Doe, J Doe, JaneDoe')).toEqual([
    ['1', 'Jane Doe'],
    ['2', 'Jane Doe'],
  ]);
});

it('costs no more with many names', () => {
  const names = Array.from({ length: 100_000 }, (_, n) => performer(`Person Number${n} Surname${n}`));
  const matcher = new NameMatcher(names);
  const before = process.cpuUsage();
  for (let n = 0; n < 10_000; n += 1) matcher.find(`some folder/with some words/Person Number${n} Surname${n} - the title of it ${n}.mp4`);
  // A look-up of each run of words; a scan of all names would take minutes.
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(5);
});
