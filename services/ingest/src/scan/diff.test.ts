import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Diff, KnownPages, type Difference, type KnownFile } from './diff.js';
import { comparePaths } from './path-order.js';
import type { Entry } from './entries.js';

const knownFile = (path: string, more: Partial<KnownFile> = {}): KnownFile => ({
  id: `id of ${path}`,
  path,
  bytes: 10,
  modifiedMs: 1_000,
  oshash: '0'.repeat(16),
  present: true,
  ...more,
});
const seen = (path: string, bytes = 10, modifiedMs = 1_000) => ({ path, bytes, modifiedMs });

function pages(known: readonly KnownFile[], size: number): KnownPages {
  const sorted = known.toSorted((a, b) => comparePaths(a.path, b.path));
  return new KnownPages(
    async (after) => sorted.filter((file) => after === undefined || comparePaths(file.path, after) > 0).slice(0, size),
    size,
  );
}

async function all(parts: AsyncIterable<Difference>): Promise<Difference[]> {
  const collected: Difference[] = [];
  for await (const part of parts) collected.push(part);
  return collected;
}

async function diff(known: readonly KnownFile[], entries: readonly Entry[], size = 2, batch = 3): Promise<Difference> {
  const compared = new Diff(pages(known, size));
  const parts: Difference[] = [];
  for (let at = 0; at < entries.length; at += batch) parts.push(...(await all(compared.compare(entries.slice(at, at + batch)))));
  parts.push(...(await all(compared.finish())));
  return {
    unchanged: parts.reduce((sum, part) => sum + part.unchanged, 0),
    appeared: parts.flatMap((part) => part.appeared),
    altered: parts.flatMap((part) => part.altered),
    returned: parts.flatMap((part) => part.returned),
    departed: parts.flatMap((part) => part.departed),
  };
}
const departures = (difference: Difference) => difference.departed.map(({ known, reason }) => `${reason} ${known.path}`);

describe('Diff', () => {
  it('tells unchanged, appeared, altered, returned and departed apart', async () => {
    const result = await diff(
      [
        knownFile('a'),
        knownFile('b'),
        knownFile('c'),
        knownFile('d', { present: false }),
        knownFile('e', { present: false }),
        knownFile('z'),
      ],
      [seen('a'), seen('b', 11), seen('bb'), seen('d')],
    );
    expect(result.unchanged).toBe(1);
    expect(result.altered.map(({ known }) => known.path)).toEqual(['b']);
    expect(result.appeared.map(({ path }) => path)).toEqual(['bb']);
    expect(result.returned.map(({ known }) => known.path)).toEqual(['d']);
    expect(departures(result)).toEqual(['gone c', 'gone z']);
  });

  it('sees a file that was missing and is there with other content', async () => {
    const result = await diff([knownFile('a', { present: false })], [seen('a', 11)]);
    expect(result.altered).toHaveLength(1);
  });

  it('keeps quiet about what lies in folders that could not be read', async () => {
    const result = await diff(
      [knownFile('a/1'), knownFile('b/1'), knownFile('b/2/3'), knownFile('bb')],
      [seen('a/1'), { path: 'b/', gap: 'unreadable' }],
    );
    expect(departures(result)).toEqual(['gone bb']);
    expect(departures(await diff([knownFile('a'), knownFile('b')], [{ path: '', gap: 'unreadable' }]))).toEqual([]);
  });

  it('says why files left: by a rule, or with all that was in their folder', async () => {
    const result = await diff(
      [knownFile('a.avi'), knownFile('b/1'), knownFile('b/2'), knownFile('c/1'), knownFile('d')],
      [
        { path: 'a.avi', gap: 'excluded' },
        { path: 'b/', gap: 'excluded' },
        { path: 'c/', gap: 'emptied' },
      ],
    );
    expect(departures(result)).toEqual(['excluded a.avi', 'excluded b/1', 'excluded b/2', 'emptied c/1', 'gone d']);
  });

  it('agrees with set arithmetic for any two states, page and batch size', async () => {
    const name = fc
      .stringMatching(/^[a-c ./]{1,3}$/)
      .filter((path) => !path.startsWith('/') && !path.endsWith('/') && !path.includes('//'));
    const file = fc.record({ path: name, bytes: fc.constantFrom(1, 2), present: fc.boolean() });
    const files = fc.uniqueArray(file, { selector: (one) => one.path, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(files, files, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 }), async (before, after, size, batch) => {
        const known = new Map(before.map((one) => [one.path, one]));
        const there = new Map(after.map((one) => [one.path, one]));
        const sorted = after.map((one) => seen(one.path, one.bytes)).sort((a, b) => comparePaths(a.path, b.path));
        const result = await diff(
          before.map((one) => knownFile(one.path, { bytes: one.bytes, present: one.present })),
          sorted,
          size,
          batch,
        );
        const of = (list: { path: string }[]) => list.map((one) => one.path).sort();
        expect(of(result.appeared)).toEqual(of(after.filter((one) => !known.has(one.path))));
        expect(of(result.departed.map((one) => one.known))).toEqual(of(before.filter((one) => one.present && !there.has(one.path))));
        const both = before.filter((one) => there.has(one.path));
        expect(of(result.altered.map((one) => one.seen))).toEqual(of(both.filter((one) => there.get(one.path)?.bytes !== one.bytes)));
        const same = both.filter((one) => there.get(one.path)?.bytes === one.bytes);
        expect(of(result.returned.map((one) => one.seen))).toEqual(of(same.filter((one) => !one.present)));
        expect(result.unchanged).toBe(same.filter((one) => one.present).length);
      }),
    );
  });

  it('hands on what departed in parts of bounded size, between two entries and at the end', async () => {
    const known = Array.from({ length: 5_000 }, (_, at) => knownFile(String(at).padStart(4, '0')));
    const compared = new Diff(pages(known, 700));
    const sizes = async (part: AsyncGenerator<Difference>) => (await all(part)).map(({ departed }) => departed.length);
    expect(await sizes(compared.compare([seen('2500'), seen('2501')]))).toEqual([1_000, 1_000, 500]);
    expect(await sizes(compared.finish())).toEqual([1_000, 1_000, 498]);
  });

  it('passes on that a page could not be fetched', async () => {
    const failing = new KnownPages(() => Promise.reject(new Error('no database')), 10);
    await expect(new Diff(failing).compare([seen('a')]).next()).rejects.toThrow('no database');
  });
});
