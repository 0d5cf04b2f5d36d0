import { serviceNames, type ServiceName } from '@reelm/contracts';
import type { Filler } from './media.js';
import { poisonNames } from './poison.js';
import { Random } from './random.js';
import { storeHarms, type StoreHarm } from './s3-proxy.js';

/** The cases of the fault catalogue that are played. */
export const faultCases = [
  'F1',
  'F1-long',
  'F2',
  'F3',
  'F4',
  'F5',
  'F6',
  'F6-scratch',
  'F6-database',
  'F8',
  'F11',
  'F13',
  'F14',
  'F17',
] as const;
export type FaultCase = (typeof faultCases)[number];

export const failPoints = ['after-publish', 'after-effect', 'before-settle', 'after-settle'] as const;
export type FailPoint = (typeof failPoints)[number];

/** What somebody does to a file that is being looked at. */
export const fileAccidents = ['replaced', 'rewritten', 'cut off', 'moved', 'deleted'] as const;
export type FileAccident = (typeof fileAccidents)[number];

/** What is found at the place of a disk that went away: its mount point, or not even that. */
export const remains = ['an empty folder', 'nothing'] as const;
export type Remains = (typeof remains)[number];

/** What becomes of a program that wants more memory than there is. */
export const hungers = ['killed', 'refused'] as const;

/** When a fault strikes: once this part of the import (0 to 1) is done, and a moment later, so that it lands between any two steps. */
export interface Moment {
  progress: number;
  thenMs: number;
}

export type Fault =
  | { kind: 'kill-service'; service: ServiceName; at: Moment }
  /** The service kills itself when it passes the point for the `pass`-th time. */
  | { kind: 'fail-point'; service: ServiceName; point: FailPoint; pass: number }
  | { kind: 'kill-broker'; at: Moment; downMs: number; wipe: boolean }
  | { kind: 'stop-database'; at: Moment; downMs: number }
  | { kind: 'drop-sessions'; at: Moment }
  /** The worker is frozen until a second one has taken over what it held, then goes on as if nothing had happened. */
  | { kind: 'freeze-worker'; service: 'ingest' | 'transcode'; at: Moment }
  | { kind: 'cancel-storm'; at: Moment; jobs: number }
  /** The S3 server is killed, or its answers are not what they should be. */
  | { kind: 'harm-store'; at: Moment; harm: StoreHarm | 'is killed'; forMs: number }
  /** The folder in which transcode works is small, and full for a time. */
  | { kind: 'fill-scratch'; at: Moment; forMs: number; leavesBytes: number }
  /** The disk of the database is full for a time, in some cases so that the server cannot even write its log. */
  | { kind: 'fill-database'; at: Moment; forMs: number; logToo: boolean }
  /** ffmpeg gets no memory for the `victim`-th film: once, or until somebody sees to it. */
  | { kind: 'starve'; victim: number; how: (typeof hungers)[number]; once: boolean }
  /** Files that mean harm lie among the others from the beginning. */
  | { kind: 'poison'; names: readonly string[] }
  /** The `victim`-th of the library's films, counted around. */
  | { kind: 'harm-file'; at: Moment; accident: FileAccident; victim: number }
  /** The disk of the library is away for a time, in which a scan may be asked for. */
  | { kind: 'unmount'; at: Moment; downMs: number; leaves: Remains; scanned: boolean };

export type Store = 'files' | 's3';

/** One import and what happens to it. Fully determined by seed and index. */
export interface Schedule {
  seed: number;
  index: number;
  case: FaultCase;
  files: number;
  /** What the library is filled up with. */
  filler: Filler;
  /** Where the Reelm that it is played on keeps its objects. */
  store: Store;
  /** Whether changes are noticed by watching; otherwise a scan is asked for. */
  watch: boolean;
  faults: Fault[];
}

const short: readonly FaultCase[] = ['F1', 'F2', 'F3', 'F4', 'F2', 'F17', 'F1', 'F3', 'F4', 'F11'];
/** Accidents outside of Reelm. */
const around: readonly FaultCase[] = ['F14', 'F8', 'F14', 'F5', 'F6'];
/** Which case comes how often: crashes have the most places to strike. A multiple of it plays each case in its share. */
export const rotation: readonly FaultCase[] = [
  ...short.with(0, 'F1-long'),
  ...short.with(4, 'F6-scratch').with(5, 'F13').with(8, 'F6-database'),
  ...around,
];
const stormSize = 100;
const longImport = 200;
const poisonsAtOnce = 18;
const longOutageMs = 60_000;
/** A long import meets at least twenty deaths: each service dies this often, … */
const deathsOfEach = 4;
/** … and those that do the work die some times more. */
const furtherDeaths = 4;
const busiest: readonly [ServiceName, ...ServiceName[]] = ['ingest', 'transcode', 'catalog'];

/** The services that pass a point while files are imported. */
const passing: Record<FailPoint, readonly [ServiceName, ...ServiceName[]]> = {
  'after-publish': ['ingest', 'transcode', 'catalog'],
  'after-effect': ['catalog', 'transcode', 'faces'],
  'before-settle': ['ingest', 'transcode'],
  'after-settle': ['ingest', 'transcode'],
};

export function planSchedule(seed: number, index: number, only?: FaultCase): Schedule {
  const random = new Random(seed, index);
  const chosen = only ?? rotation[index % rotation.length] ?? 'F1';
  const library = planLibrary(chosen, random);
  const store = chosen === 'F5' || chosen === 'F6' ? 's3' : 'files';
  return { seed, index, case: chosen, store, ...library, faults: planFaults(chosen, random, index >= rotation.length) };
}

function planLibrary(chosen: FaultCase, random: Random): Pick<Schedule, 'files' | 'filler' | 'watch'> {
  // Where nothing is watched, each import is one that was asked for.
  if (chosen === 'F1-long') return { files: longImport, filler: 'films', watch: false };
  const files = chosen === 'F17' ? stormSize + 8 : random.between(20, 32);
  return { files, filler: 'texts', watch: chosen === 'F14' && random.next() < 0.3 };
}

/** @param long whether there is time for what takes a minute: not in the first rotation, which is played often */
function planFaults(chosen: FaultCase, random: Random, long: boolean): Fault[] {
  const moment = (latest = 0.95): Moment => ({ progress: Math.round(random.next() * latest * 100) / 100, thenMs: random.between(0, 150) });
  const kill = (service: ServiceName): Timed => ({ kind: 'kill-service', service, at: moment() });
  switch (chosen) {
    case 'F1':
      // Each in turn, in any order, at points that follow each other.
      return inOrder(random.shuffle(serviceNames).map(kill));
    case 'F1-long':
      return inOrder([
        ...Array.from({ length: deathsOfEach }, () => serviceNames.map(kill)).flat(),
        ...Array.from({ length: furtherDeaths }, () => kill(random.pick(busiest))),
      ]);
    case 'F2': {
      const point = random.pick(failPoints);
      const service = random.pick(passing[point]);
      // A scan is one job: its worker settles once or twice in an import.
      const passes = service === 'ingest' && point !== 'after-publish' ? 1 : 6;
      return [{ kind: 'fail-point', service, point, pass: random.between(1, passes) }];
    }
    case 'F3':
      return [{ kind: 'kill-broker', at: moment(), downMs: random.between(0, 4_000), wipe: random.next() < 0.6 }];
    case 'F4':
      return random.next() < 0.6
        ? [{ kind: 'stop-database', at: moment(), downMs: random.between(500, 5_000) }]
        : inOrder(Array.from({ length: random.between(1, 4) }, (): Timed => ({ kind: 'drop-sessions', at: moment() })));
    case 'F5': {
      const harm = random.pick<StoreHarm | 'is killed'>(['is killed', ...storeHarms.filter((one) => one !== 'is full')]);
      const forMs = long && random.next() < 0.25 ? longOutageMs : random.between(1_000, 15_000);
      return [{ kind: 'harm-store', at: moment(0.8), harm, forMs }];
    }
    case 'F6':
      return [{ kind: 'harm-store', at: moment(0.8), harm: 'is full', forMs: random.between(1_000, 10_000) }];
    case 'F6-scratch': {
      const leavesBytes = random.next() < 0.5 ? 0 : random.between(0, 64 * 1024);
      return [{ kind: 'fill-scratch', at: moment(0.6), forMs: random.between(2_000, 12_000), leavesBytes }];
    }
    case 'F6-database':
      return [{ kind: 'fill-database', at: moment(0.6), forMs: random.between(3_000, 15_000), logToo: random.next() < 0.5 }];
    case 'F8':
      return [{ kind: 'poison', names: random.shuffle(poisonNames).slice(0, poisonsAtOnce) }];
    case 'F11':
      // A scan is over when a third of the import is done.
      return random.next() < 0.7
        ? [{ kind: 'freeze-worker', service: 'transcode', at: moment(0.6) }]
        : [{ kind: 'freeze-worker', service: 'ingest', at: { progress: moment(0.25).progress, thenMs: 0 } }];
    case 'F13':
      return Array.from({ length: random.between(2, 5) }, (_, victim) => ({
        kind: 'starve',
        victim,
        how: random.pick(hungers),
        once: random.next() < 0.6,
      }));
    case 'F14':
      return random.next() < 0.6
        ? inOrder(Array.from({ length: random.between(4, 8) }, (_, index) => planHarm(random, moment(), index)))
        : [planUnmount(random, moment())];
    case 'F17':
      return [{ kind: 'cancel-storm', at: { progress: 0, thenMs: random.between(0, 600) }, jobs: stormSize }];
  }
}

const planHarm = (random: Random, at: Moment, index: number): Timed => ({
  kind: 'harm-file',
  at,
  accident: random.pick(fileAccidents),
  // No file meets two accidents.
  victim: index,
});

const planUnmount = (random: Random, at: Moment): Timed => ({
  kind: 'unmount',
  at,
  // Long enough, now and then, that a job gives up waiting for its file.
  downMs: random.between(500, 12_000),
  leaves: random.pick(remains),
  scanned: random.next() < 0.6,
});

type Timed = Extract<Fault, { at: Moment }>;
const inOrder = (faults: Timed[]): Timed[] => faults.toSorted((a, b) => a.at.progress - b.at.progress);

const place = ({ progress, thenMs }: Moment): string => `at ${Math.round(progress * 100)} % + ${thenMs} ms`;

function describeFault(fault: Fault): string {
  switch (fault.kind) {
    case 'kill-service':
      return `kill ${fault.service} ${place(fault.at)}`;
    case 'fail-point':
      return `${fault.service} dies ${fault.point}, pass ${fault.pass}`;
    case 'kill-broker':
      return `kill the broker ${place(fault.at)} for ${fault.downMs} ms${fault.wipe ? ', its data gone' : ''}`;
    case 'stop-database':
      return `stop the database ${place(fault.at)} for ${fault.downMs} ms`;
    case 'drop-sessions':
      return `end all database sessions ${place(fault.at)}`;
    case 'freeze-worker':
      return `freeze ${fault.service} ${place(fault.at)}`;
    case 'cancel-storm':
      return `cancel ${fault.jobs} jobs after ${fault.at.thenMs} ms`;
    case 'harm-store':
      return `the store ${fault.harm} ${place(fault.at)} for ${fault.forMs} ms`;
    case 'fill-scratch':
      return `transcode has ${fault.leavesBytes} bytes left to work with ${place(fault.at)} for ${fault.forMs} ms`;
    case 'fill-database':
      return `the database has no room${fault.logToo ? ', nor for its log,' : ''} ${place(fault.at)} for ${fault.forMs} ms`;
    case 'starve':
      return `ffmpeg is ${fault.how === 'killed' ? 'killed' : 'refused memory'} at film ${fault.victim}${fault.once ? ' once' : ''}`;
    case 'poison':
      return `among them ${fault.names.map((name) => JSON.stringify(name)).join(', ')}`;
    case 'harm-file':
      return `film ${fault.victim} is ${fault.accident} ${place(fault.at)}`;
    case 'unmount':
      return `the disk is away ${place(fault.at)} for ${fault.downMs} ms, leaves ${fault.leaves}${fault.scanned ? ', scanned meanwhile' : ''}`;
  }
}

/** One line for people; seed and index repeat it. */
export const describeSchedule = ({ seed, index, case: name, files, watch, faults }: Schedule): string =>
  `seed ${seed}, schedule ${index}, ${name}, ${files} files${watch ? ', watched' : ''}: ${faults.map(describeFault).join('; ')}`;
