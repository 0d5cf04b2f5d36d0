import { execFile } from 'node:child_process';
import { mkdir, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Violation } from './invariants.js';
import { cast, freeAtom, isLoneFilm, makeFile, voidElement, writtenAt, type Mould } from './media.js';
import type { Random } from './random.js';
import type { World } from './world.js';

const run = promisify(execFile);

/** What becomes of a file that means harm. */
export type Ending =
  /** The same as of a harmless film: only its name or its length is out of the ordinary. */
  | { like: string }
  /** Refused for one of these reasons, or shown where `ready` is among them. */
  | { oneOf: readonly string[] }
  /** It is no file, or has a name that cannot be written down; it is left alone. */
  | 'unseen';

interface Poison {
  ending: Ending;
  put: (place: string) => Promise<void>;
}

interface Kitchen {
  random: Random;
  moulds: readonly Mould[];
  /** Costly files, made once; without the bytes that tell them from their likes in other libraries. */
  made: Readonly<Record<keyof typeof costly, Buffer>>;
}

type Recipe = (kitchen: Kitchen) => Poison;

const bytes =
  (ending: Ending, make: (kitchen: Kitchen) => Buffer): Recipe =>
  (kitchen) => ({ ending, put: (place) => writeFile(place, make(kitchen)) });

const noise = ({ random }: Kitchen): Buffer => random.bytes(56);
const text =
  (lines: string): ((kitchen: Kitchen) => Buffer) =>
  (kitchen) =>
    Buffer.from(`${lines}\n# ${noise(kitchen).toString('hex')}\n`);

/** The largest file that a film can be made to look like. */
const sparseBytes = 10 * 1024 ** 3;
const sparse =
  (ending: (kitchen: Kitchen) => Ending, head: (kitchen: Kitchen) => Buffer): Recipe =>
  (kitchen) => ({
    ending: ending(kitchen),
    put: async (place) => {
      await writeFile(place, head(kitchen));
      await truncate(place, sparseBytes);
    },
  });

function anyFilm({ moulds }: Kitchen): Mould {
  const film = moulds.find(({ name }) => isLoneFilm(name));
  if (film === undefined) throw new Error('There is no film among the moulds.');
  return film;
}
const harmless: Recipe = (kitchen) => ({
  ending: { like: anyFilm(kitchen).name },
  put: (place) => writeFile(place, cast(anyFilm(kitchen), kitchen.random)),
});
const unseen = (put: (place: string) => Promise<unknown>): Recipe => {
  return () => ({ ending: 'unseen', put: async (place) => void (await put(place)) });
};

const refused = (...codes: string[]): Ending => ({ oneOf: codes });
const anything = refused('ready', 'media.unreadable', 'media.undecodable', 'media.unsupported', 'media.no_video', 'media.too_large');
/** Where the guess of the format may go either way. */
const noFilm = refused('media.unreadable', 'media.unsupported', 'media.no_video', 'media.undecodable');

/** A film with single bytes changed anywhere. */
const fuzzed = (ending: string): Recipe =>
  bytes(anything, ({ moulds, random }) => {
    const film = moulds.filter(({ name }) => name.endsWith(ending) && !name.startsWith('broken/'));
    const whole = cast(random.pick(film as [Mould, ...Mould[]]), random);
    const changes = random.between(1, Math.max(2, Math.floor(whole.length / 50)));
    for (let change = 0; change < changes; change += 1) whole[random.between(0, whole.length - 1)] = random.between(0, 255);
    return whole;
  });

/** Matroska tells its length in milliseconds as a double behind the id 0x4489. */
function yearLong(film: Buffer): Buffer {
  const at = film.indexOf(Buffer.from([0x44, 0x89, 0x88]));
  if (at < 0) throw new Error('The film does not tell its length.');
  const changed = Buffer.from(film);
  changed.writeDoubleBE(365 * 24 * 3_600_000, at + 3);
  return changed;
}

/** Its name cannot be written down, and its library says so. */
export const nameless = 'no text.mp4';

const words = (line: string): string[] => line.split(' ');

/** Made with ffmpeg, once. */
const costly = {
  'huge.mkv': words('-f lavfi -i color=s=16000x16000:r=1:d=1 -frames:v 1 -c:v mjpeg -pix_fmt yuvj420p -threads 1'),
  'picture.jpg': words('-f lavfi -i testsrc2=s=64x64 -frames:v 1'),
  'sound.m4a': words('-f lavfi -i anullsrc=r=8000:cl=mono -t 0.3 -c:a aac -b:a 8k'),
  'thousand.mov': words(
    `-f lavfi -i testsrc2=s=64x64:r=10:d=0.3 -f lavfi -i anullsrc=r=8000:cl=mono -t 0.3 -map 0:v ${'-map 1:a '.repeat(999)}-c:v mpeg4 -c:a pcm_s16le`,
  ),
} as const satisfies Record<string, readonly string[]>;

/** Each with the name that it has on disk, below a folder of its own. */
const recipes: Readonly<Record<string, Recipe>> = {
  'empty.mkv': bytes(refused('media.empty'), () => Buffer.alloc(0)),
  'one byte.mp4': bytes(noFilm, () => Buffer.from('x')),
  'cut off.mkv': bytes(anything, (kitchen) => {
    const film = cast(kitchen.moulds.find(({ name }) => name.endsWith('.mkv')) ?? anyFilm(kitchen), kitchen.random);
    return film.subarray(0, Math.floor(film.length / 2));
  }),
  'nothing but length.mp4': sparse(() => noFilm, noise),
  'more length than film.mp4': sparse(
    () => anything,
    (kitchen) => cast(anyFilm(kitchen), kitchen.random),
  ),
  'huge.mkv': bytes(refused('media.too_large'), (kitchen) => Buffer.concat([kitchen.made['huge.mkv'], voidElement(noise(kitchen))])),
  'as long as a year.mkv': bytes(refused('ready', 'media.undecodable'), (kitchen) => {
    const film = kitchen.moulds.find(({ name }) => name.endsWith('.mkv')) ?? anyFilm(kitchen);
    return yearLong(cast(film, kitchen.random));
  }),
  'picture.mp4': bytes(noFilm, (kitchen) => Buffer.concat([kitchen.made['picture.jpg'], noise(kitchen)])),
  'sound.mkv': bytes(refused('media.no_video'), (kitchen) => Buffer.concat([kitchen.made['sound.m4a'], freeAtom(noise(kitchen))])),
  'archive.mp4': bytes(noFilm, (kitchen) => Buffer.concat([Buffer.from('PK\x03\x04'), kitchen.random.bytes(5_000)])),
  'program.avi': bytes(noFilm, (kitchen) => Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01'), kitchen.random.bytes(5_000)])),
  'script.mkv': bytes(noFilm, text('#!/bin/sh\ntouch hacked')),
  'endless.mp4': bytes(noFilm, text(`ffconcat version 1.0\n${'file endless.mp4\n'.repeat(1_000)}`)),
  'playlist.ts': bytes(noFilm, text('#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nplaylist.ts\n#EXTINF:10,\nfile:///etc/passwd')),
  'thousand streams.mov': bytes(anything, (kitchen) => Buffer.concat([kitchen.made['thousand.mov'], freeAtom(noise(kitchen))])),
  'two\nlines.mp4': harmless,
  '-y.mkv': harmless,
  '--help.mp4': harmless,
  'concat:a|b.mkv': harmless,
  '$(touch hacked).mp4': harmless,
  'a%03d.mp4': harmless,
  "it's [x]; {y}, z=1.mkv": harmless,
  '…/ünïcödé 🎬.mp4': harmless,
  'fuzzed.mp4': fuzzed('.mp4'),
  'fuzzed.mkv': fuzzed('.mkv'),
  'fuzzed.webm': fuzzed('.webm'),
  'fuzzed.avi': fuzzed('.avi'),
  'pipe.mp4': unseen((place) => run('mkfifo', [place])),
  'endless zeros.mp4': unseen((place) => symlink('/dev/zero', place)),
  'circle.mp4': unseen((place) => symlink(place, place)),
  // Its path, which is text, ends in a byte that stands for no letter.
  [nameless]: unseen((place) => writeFile(Buffer.concat([Buffer.from(`${place}.`), Buffer.from([0xff]), Buffer.from('.mp4')]), 'x')),
};

export const poisonNames: readonly string[] = Object.keys(recipes);

/** What lies in each folder of poison, by its path in the library. */
export type Poisoned = ReadonlyMap<string, Ending>;

const folder = 'poison';
/** Where a file of poison became something else than it may. */
export function checkEndings(world: Pick<World, 'catalog'>, libraryId: string, poisoned: Poisoned): Violation[] {
  const shown = new Map(world.catalog.filter((file) => file.libraryId === libraryId).map((file) => [file.path, file]));
  return [...poisoned].flatMap(([path, ending]): Violation[] => {
    // Those that are like a film are compared with it.
    if (ending === 'unseen' || 'like' in ending) return [];
    const file = shown.get(path);
    const became = file?.state === 'failed' ? (file.problem?.code ?? 'failed') : (file?.state ?? 'not known');
    if (ending.oneOf.includes(became)) return [];
    return [{ rule: 'a file that means harm is shown or refused with a reason', detail: `${JSON.stringify(path)} is ${became}` }];
  });
}

/** Puts some of the {@link poisonNames} into a library. */
export async function poison(
  root: string,
  names: readonly string[],
  { moulds, random }: { moulds: readonly Mould[]; random: Random },
): Promise<Poisoned> {
  const made = Object.fromEntries(
    await Promise.all(Object.entries(costly).map(async ([name, options]) => [name, await makeFile(name, options)] as const)),
  ) as Kitchen['made'];
  const poisoned = new Map<string, Ending>();
  for (const name of names) {
    const recipe = recipes[name];
    if (recipe === undefined) throw new Error(`There is no poison ${name}.`);
    const { ending, put } = recipe({ random, moulds, made });
    const path = join(folder, name);
    const place = join(root, path);
    await mkdir(dirname(place), { recursive: true });
    await put(place);
    if (ending === 'unseen') continue;
    await utimes(place, writtenAt, writtenAt);
    poisoned.set(path, ending);
  }
  return poisoned;
}
