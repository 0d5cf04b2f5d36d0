import { describe, expect, it } from 'vitest';
import { canonical, compareWithBaseline } from './canonical.js';
import { check } from './invariants.js';
import type { StoredArtifact, World } from './world.js';

const longAgo = new Date('2024-01-01T00:00:00Z');
const kinds = ['cover', 'frames', 'sprite', 'sprite-vtt'];
const artifact = (kind: string): StoredArtifact => ({ kind, key: `f1/${kind}`, bytes: 10, layout: null });
const analysed = kinds.map(artifact);

/** One film and one broken file, both settled. */
const sound = (): World => ({
  onDisk: [
    { libraryId: 'l', path: 'a.mp4', bytes: 5 },
    { libraryId: 'l', path: 'b.mp4', bytes: 0 },
  ],
  takenAway: [],
  ingest: [
    { id: 'f1', libraryId: 'l', path: 'a.mp4', bytes: 5, missing: false },
    { id: 'f2', libraryId: 'l', path: 'b.mp4', bytes: 0, missing: false },
  ],
  transcode: [
    { fileId: 'f1', state: 'ready', problem: null, artifacts: analysed },
    { fileId: 'f2', state: 'failed', problem: { code: 'media.empty', message: '' }, artifacts: [] },
  ],
  catalog: [
    {
      id: 'f1',
      libraryId: 'l',
      path: 'a.mp4',
      bytes: 5,
      present: true,
      state: 'ready',
      problem: null,
      media: null,
      artifacts: analysed,
      video: {
        id: 'v1',
        name: 'a.mp4',
        state: 'ready',
        listed: true,
        coverKey: 'f1/cover',
        spriteKey: 'f1/sprite',
        vttKey: 'f1/sprite-vtt',
      },
    },
    {
      id: 'f2',
      libraryId: 'l',
      path: 'b.mp4',
      bytes: 0,
      present: true,
      state: 'failed',
      problem: { code: 'media.empty', message: '' },
      media: null,
      artifacts: [],
      video: { id: 'v2', name: 'b.mp4', state: 'failed', listed: true, coverKey: null, spriteKey: null, vttKey: null },
    },
  ],
  emptyVideos: [],
  jobs: [{ id: 'j1', service: 'ingest', kind: 'ingest.scan', state: 'succeeded', attempt: 2 }],
  ledger: [{ id: 'j1', service: 'ingest', kind: 'ingest.scan', state: 'succeeded', attempt: 2 }],
  objects: kinds.map((kind) => ({
    key: `f1/${kind}`,
    bytes: 10,
    modifiedAt: longAgo,
    content: kind === 'sprite-vtt' ? ('webvtt' as const) : ('jpeg' as const),
    sha256: kind,
  })),
  obsoleteKeys: [],
  unfinishedObjects: [],
  outboxPending: { ingest: 0 },
  consumersPending: { 'catalog-ingest-file-added-v1': 0 },
  scanRequests: 0,
  deadLetters: [],
  strayProcesses: [],
  scratch: [],
});

type Harm = (world: World) => void;
const first = <T>(items: T[]): T => {
  const [item] = items;
  if (item === undefined) throw new Error('there is none');
  return item;
};

describe('check', () => {
  it('finds nothing wrong with a sound world', () => expect(check(sound())).toEqual([]));

  const harms: [string, string, Harm][] = [
    [
      'a file that was never found',
      'every file on disk is known once',
      (world) => void world.onDisk.push({ libraryId: 'l', path: 'c.mp4', bytes: 1 }),
    ],
    [
      'a file that is known twice',
      'every file on disk is known once',
      (world) => void world.ingest.push({ ...first(world.ingest), id: 'f3' }),
    ],
    ['a file that is taken for lost', 'every file on disk is known once', (world) => void (first(world.ingest).missing = true)],
    [
      'a file that is there for catalog and nobody else',
      'every known file is shown once, in the same state',
      (world) => void (first(world.ingest).missing = true),
    ],
    ['an analysis that never came', 'every known file was looked at once', (world) => void world.transcode.shift()],
    ['an analysis that hangs', 'every known file was looked at once', (world) => void (first(world.transcode).state = 'pending')],
    [
      'a failure that is not the file’s',
      'every known file was looked at once',
      (world) =>
        void (world.transcode[1] = { fileId: 'f2', state: 'failed', problem: { code: 'job.crashed', message: '' }, artifacts: [] }),
    ],
    ['a file that is not shown', 'every known file is shown once, in the same state', (world) => void world.catalog.pop()],
    [
      'a state that did not arrive',
      'every known file is shown once, in the same state',
      (world) => void (first(world.catalog).state = 'pending'),
    ],
    [
      'a path that did not arrive',
      'every known file is shown once, in the same state',
      (world) => void (first(world.catalog).path = 'z.mp4'),
    ],
    ['a file without a video', 'every file belongs to a video that shows what it has', (world) => void (first(world.catalog).video = null)],
    ['a video without a file', 'every file belongs to a video that shows what it has', (world) => void world.emptyVideos.push('v9')],
    ['a picture that is gone', 'every picture that a row speaks of is there and whole', (world) => void world.objects.shift()],
    [
      'a picture that is cut off',
      'every picture that a row speaks of is there and whole',
      (world) => void (first(world.objects).bytes = 9),
    ],
    [
      'a picture that is none',
      'every picture that a row speaks of is there and whole',
      (world) => void (first(world.objects).content = 'other'),
    ],
    [
      'an object that nobody knows',
      'no object is without a row',
      (world) => void world.objects.push({ ...first(world.objects), key: 'x' }),
    ],
    ['a job that runs for ever', 'no job is left over', (world) => void (first(world.jobs).state = 'running')],
    ['a scan that nobody takes up', 'no job is left over', (world) => void (world.scanRequests = 1)],
    ['a ledger that missed the end', 'the ledger says what the owners say', (world) => void (first(world.ledger).state = 'running')],
    ['a ledger that missed a job', 'the ledger says what the owners say', (world) => void world.ledger.pop()],
    ['an event that was not published', 'no event is left over', (world) => void (world.outboxPending['ingest'] = 1)],
    ['an event that was not taken', 'no event is left over', (world) => void (world.consumersPending['x'] = 1)],
    ['a dead letter', 'no message was given up on', (world) => void world.deadLetters.push('x')],
    ['a forgotten ffmpeg', 'no process is left over', (world) => void world.strayProcesses.push('ffmpeg')],
    ['a forgotten folder', 'nothing half done is left on disk', (world) => void world.scratch.push('job-1')],
  ];
  it.each(harms)('notices %s', (_, rule, harm) => {
    const world = sound();
    harm(world);
    expect(check(world).map((violation) => violation.rule)).toContain(rule);
  });

  it('takes a file that somebody took away for missing, analysed or not, and none that nobody did', () => {
    const world = sound();
    const gone = first(world.onDisk);
    world.onDisk.shift();
    first(world.ingest).missing = true;
    first(world.catalog).present = false;
    const pending = { state: 'pending' as const };
    Object.assign(first(world.transcode), pending);
    Object.assign(first(world.catalog), pending);
    expect(check(world).length).toBeGreaterThan(0);
    world.takenAway.push({ libraryId: gone.libraryId, path: gone.path });
    expect(check(world)).toEqual([]);
  });

  it('gives a new object time to get its row', () => {
    const world = sound();
    world.objects.push({ ...first(world.objects), key: 'new', modifiedAt: new Date(longAgo.getTime() + 30_000) });
    expect(check(world, new Date(longAgo.getTime() + 60_000))).toEqual([]);
  });
});

describe('canonical', () => {
  it('is the same whatever the ids, and differs in what users see', () => {
    const baseline = canonical(sound(), 'l');
    const other = JSON.parse(JSON.stringify(sound()).replaceAll('f1', 'f7').replaceAll('v1', 'v8')) as World;
    expect(compareWithBaseline(canonical(other, 'l'), baseline)).toEqual([]);
    first(other.objects).sha256 = 'another picture';
    expect(compareWithBaseline(canonical(other, 'l'), baseline)).toHaveLength(1);
  });

  it('is compared with that of the same content where files were moved or replaced', () => {
    const baseline = canonical(sound(), 'l');
    const moved = JSON.parse(JSON.stringify(sound()).replaceAll('a.mp4', 'z.mp4')) as World;
    const contents = new Map([['z.mp4', 'a.mp4']]);
    first(moved.catalog).bytes = 6;
    expect(compareWithBaseline(canonical(moved, 'l'), baseline, contents)).toEqual([]);
    first(moved.objects).sha256 = 'another picture';
    expect(compareWithBaseline(canonical(moved, 'l'), baseline, contents)).toHaveLength(1);
  });

  it('leaves other libraries out', () => expect([...canonical(sound(), 'other')]).toEqual([]));
});
