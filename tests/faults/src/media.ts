import { execFile } from 'node:child_process';
import { mkdir, readFile, rename, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Random } from './random.js';

const run = promisify(execFile);

/** A kind of file that libraries are made of: bytes that are the same in all of them, and a tail that makes each file one of its own. */
export interface Mould {
  name: string;
  bytes: Buffer;
  tail: (noise: Buffer) => Buffer;
}

/** A file of a library. Files of one name are of one mould, so that what becomes of them can be compared between libraries. */
export interface LibraryFile {
  path: string;
  bytes: Buffer;
}

const noiseBytes = 56;
/** MP4: an atom that players skip. */
export const freeAtom = (noise: Buffer): Buffer => Buffer.concat([Buffer.from([0, 0, 0, noise.length + 8]), Buffer.from('free'), noise]);
/** Matroska and WebM: an element that players skip. */
export const voidElement = (noise: Buffer): Buffer => Buffer.concat([Buffer.from([0xec, 0x80 | noise.length]), noise]);
const asText = (noise: Buffer): Buffer => Buffer.from(noise.toString('hex'));

const sources = ['testsrc2', 'mandelbrot', 'smptebars', 'rgbtestsrc', 'testsrc', 'yuvtestsrc'];

interface Recipe {
  name: string;
  arguments: string[];
}

const video = (source: string, size: string, seconds: number): string[] => [
  '-f',
  'lavfi',
  '-i',
  `${source}=size=${size}:rate=10`,
  '-t',
  String(seconds),
];
const tone = ['-f', 'lavfi', '-i', 'sine=frequency=440', '-shortest', '-c:a', 'aac', '-b:a', '32k'];
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '5'];

function recipes(): Recipe[] {
  const films = Array.from({ length: 20 }, (_, index): Recipe => {
    const source = sources[index % sources.length] ?? 'testsrc2';
    const sound = index % 3 === 0 ? tone : [];
    const [input, codec] = [video(source, index % 4 === 0 ? '96x64' : '64x64', 0.5 + (index % 6) / 10), h264];
    return { name: `season ${1 + (index % 3)}/film ${index}.mp4`, arguments: [...input, ...sound, ...codec] };
  });
  return [
    ...films,
    { name: 'other/small.webm', arguments: [...video('testsrc2', '64x64', 0.6), '-c:v', 'libvpx', '-b:v', '64k'] },
    { name: 'other/small.mkv', arguments: [...video('smptebars', '64x96', 0.6), ...h264] },
    { name: 'other/old.avi', arguments: [...video('testsrc', '64x64', 0.6), '-c:v', 'mpeg4'] },
    { name: 'other/sound only.mp4', arguments: ['-f', 'lavfi', '-i', 'sine=frequency=300', '-t', '0.5', '-c:a', 'aac'] },
  ];
}

const tailOf = (name: string): Mould['tail'] => (name.endsWith('.mp4') ? freeAtom : name.endsWith('.avi') ? asText : voidElement);

/** Generated files are kept between runs. */
const keptIn = join(tmpdir(), 'reelm-fault-media-2');

/** Makes the moulds with ffmpeg, once: later calls read what is there. */
export async function makeMoulds(): Promise<Mould[]> {
  const films: Mould[] = [];
  for (const { name, arguments: options } of recipes()) films.push({ name, bytes: await makeFile(name, options), tail: tailOf(name) });
  return [...films, ...brokenMoulds(films)];
}

/** A file that ffmpeg makes, once. */
export async function makeFile(name: string, options: readonly string[]): Promise<Buffer> {
  const path = join(keptIn, name);
  const made = await readFile(path).catch(() => undefined);
  if (made !== undefined) return made;
  await mkdir(dirname(path), { recursive: true });
  const unfinished = join(dirname(path), `.${process.pid} ${Math.random()} ${basename(path)}`);
  const repeatable = ['-map_metadata', '-1', '-flags:v', '+bitexact', '-fflags', '+bitexact'];
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...options, ...repeatable, unfinished]);
  await rename(unfinished, path);
  return readFile(path);
}

function brokenMoulds(films: readonly Mould[]): Mould[] {
  const whole = films[0]?.bytes ?? Buffer.alloc(0);
  return [
    { name: 'broken/empty.mp4', bytes: Buffer.alloc(0), tail: () => Buffer.alloc(0) },
    { name: 'broken/text.mp4', bytes: Buffer.from('This is a text and no film at all.\n'.repeat(20)), tail: asText },
    // The index of an MP4 lies at its end: without it nothing can be played.
    { name: cutOff, bytes: whole.subarray(0, Math.floor(whole.length / 2)), tail: asText },
  ];
}

/** The one that each library holds twice. */
const doubled = 'season 1/film 0.mp4';
/** Whose index lies at the end, and whose content is in no library twice. */
export const isLoneFilm = (name: string): boolean => /^season \d+\/film \d+\.mp4$/.test(name) && name !== doubled;
/** What becomes of a film without its second half. */
export const cutOff = 'broken/cut off.mp4';
const inEveryLibrary = (mould: Mould) => mould.name === doubled || mould.name.startsWith('broken/');

/** What `count` files of a library are made from: the broken ones, the doubled one, and some of all others. */
const choose = (moulds: readonly Mould[], count: number, random: Random): Mould[] =>
  [...moulds.filter(inEveryLibrary), ...random.shuffle(moulds.filter((mould) => !inEveryLibrary(mould)))].slice(0, count);

/** What a library is filled up with beyond one file of each mould: films to be decoded, or texts that are quick to refuse. */
export type Filler = 'films' | 'texts';

const fillers: Record<Filler, (moulds: readonly Mould[], index: number) => Mould> = {
  films: (moulds, index) => {
    const films = moulds.filter((mould) => !mould.name.startsWith('broken/'));
    const film = films[index % films.length] as Mould;
    return { ...film, name: `again ${Math.floor(index / films.length)}/${film.name}` };
  },
  texts: (_, index) => ({ name: `texts/no film ${index}.mp4`, bytes: Buffer.from('No film.\n'.repeat(10)), tail: asText }),
};

/** A file of a mould with a content of its own. */
export const cast = ({ bytes, tail }: Mould, random: Random): Buffer => Buffer.concat([bytes, tail(random.bytes(noiseBytes))]);

/**
 * The files of a library of its own: no byte sequence is in two libraries, but what becomes of a path is the same in all. Two files of
 * each library have the same content.
 */
export function libraryFiles(moulds: readonly Mould[], count: number, name: string, filler: Filler = 'texts'): LibraryFile[] {
  const random = new Random('library', name);
  const make = (mould: Mould): LibraryFile => ({ path: mould.name, bytes: cast(mould, random) });
  const own = choose(moulds, Math.max(1, count - 1), random).map(make);
  const original = own.find((file) => file.path === doubled);
  const copies = original === undefined ? [] : [{ path: 'copies/the same.mp4', bytes: original.bytes }];
  const more = Array.from({ length: Math.max(0, count - own.length - copies.length) }, (_, index) => make(fillers[filler](moulds, index)));
  return [...own, ...copies, ...more];
}

/** Long ago, so that nobody takes the files for growing ones, and the same for all, so that results can be compared. */
export const writtenAt = new Date('2024-01-01T00:00:00Z');

export async function writeLibrary(root: string, files: readonly LibraryFile[]): Promise<void> {
  for (const { path, bytes } of files) {
    const target = join(root, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes);
    await utimes(target, writtenAt, writtenAt);
  }
}
