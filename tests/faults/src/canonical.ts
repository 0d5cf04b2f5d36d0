import { createHash } from 'node:crypto';
import type { Violation } from './invariants.js';
import type { StoredArtifact, World } from './world.js';

/** What became of each file of a library, by path, without anything that differs from run to run: ids, times, hashes of the file. */
export type Canonical = ReadonlyMap<string, string>;

export function canonical(world: World, libraryId: string): Canonical {
  const digests = new Map(world.objects.map((object) => [object.key, object.sha256]));
  const pathsOfVideo = new Map<string, string[]>();
  for (const { video, path } of world.catalog)
    if (video !== null) pathsOfVideo.set(video.id, [...(pathsOfVideo.get(video.id) ?? []), path]);
  const picture = ({ kind, bytes, layout, key }: StoredArtifact) => ({ kind, bytes, layout, sha256: digests.get(key) ?? null });
  const entries = world.catalog
    .filter((file) => file.libraryId === libraryId && file.present)
    .map((file): [string, string] => {
      const { path, bytes, state, problem, media, artifacts, video } = file;
      const pictures = artifacts.map(picture).sort((a, b) => (a.kind < b.kind ? -1 : 1));
      const shown = video === null ? null : { name: video.name, state: video.state, files: (pathsOfVideo.get(video.id) ?? []).sort() };
      return [path, JSON.stringify({ bytes, state, problem: problem?.code ?? null, media, pictures, video: shown })];
    });
  return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Where a library differs from the same files in a run without faults. Files that the other run did not have are not compared.
 * @param contents at which path the other run had the content of a path, where it is not the same one; size and video are its own then
 * @param starved files whose pictures may be fewer
 */
export function compareWithBaseline(
  found: Canonical,
  baseline: Canonical,
  contents: ReadonlyMap<string, string> = new Map(),
  starved: ReadonlySet<string> = new Set(),
): Violation[] {
  return [...found].flatMap(([path, own]) => {
    const like = contents.get(path) ?? path;
    const compared = (facts: string): string => {
      if (starved.has(path)) return withoutPictures(facts);
      return like === path ? facts : ofContent(facts);
    };
    const other = baseline.get(like);
    const [facts, expected] = [compared(own), other === undefined ? other : compared(other)];
    if (expected === undefined || expected === facts) return [];
    return [{ rule: 'the result is that of a run without faults', detail: `${path}: ${difference(facts, expected)}` }];
  });
}

const withoutPictures = (facts: string): string => JSON.stringify({ ...(JSON.parse(facts) as Record<string, unknown>), pictures: null });

/** What follows from the content alone, apart from the length of what stands for it. */
function ofContent(facts: string): string {
  const { state, problem, media, pictures } = JSON.parse(facts) as Record<string, unknown>;
  return JSON.stringify({ state, problem, media, pictures });
}

/** The facts in which two files differ, in short. */
function difference(facts: string, expected: string): string {
  const [a, b] = [JSON.parse(facts), JSON.parse(expected)] as [Record<string, unknown>, Record<string, unknown>];
  const short = (value: unknown) => JSON.stringify(value).slice(0, 160);
  return Object.keys(a)
    .filter((name) => JSON.stringify(a[name]) !== JSON.stringify(b[name]))
    .map((name) => `${name} is ${short(a[name])}, not ${short(b[name])}`)
    .join('; ');
}

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
