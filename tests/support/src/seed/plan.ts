import { Random } from './random.js';

/** How much of everything a library of so many videos has, and what its numbers are drawn from. */
export interface Plan {
  seed: number;
  videos: number;
  performers: number;
  studios: number;
  tags: number;
  groups: number;
  galleries: number;
  images: number;
}

/** A million videos have 50,000 performers, 3,000 studios, 2,500 tags, 5,000 groups, 10,000 galleries and 100,000 images. */
export function planOf(videos: number, seed: number): Plan {
  const part = (of: number, least: number) => Math.max(least, Math.round(videos / of));
  return {
    seed,
    videos,
    performers: part(20, 20),
    studios: part(333, 10),
    tags: Math.min(2_500, part(10, 100)),
    groups: part(200, 5),
    galleries: part(100, 5),
    images: part(10, 10),
  };
}

const kinds = { library: 0, tag: 1, performer: 2, studio: 3, group: 4, gallery: 5, image: 6, video: 7, file: 8, marker: 9, folder: 10, activity: 11, customField: 12 } as const; // prettier-ignore
type Kind = keyof typeof kinds;

/** A series of numbers for each thing, so that another draw for one changes no other. */
export const randomFor = (plan: Plan, kind: Kind, index: number): Random => new Random(plan.seed, index * 16 + kinds[kind]);

const span = 6 * 365.25 * 86_400_000;
const first = Date.UTC(2020, 5, 1);
const filesPerFolder = 200;

/** Folders came in one after the other over six years; the files of a folder within a second, four in each millisecond. */
export const addedAt = (plan: Plan, video: number): Date => {
  const folder = folderOf(video);
  const folders = Math.ceil(plan.videos / filesPerFolder);
  return new Date(first + Math.floor((folder / folders) * span) + Math.floor((video % filesPerFolder) / 4));
};

export const folderOf = (video: number): number => Math.floor(video / filesPerFolder);

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

const uuid = (kind: Kind, index: number, milliseconds: number): string => {
  const [time, number] = [hex(milliseconds, 12), hex(index, 12)];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${number.slice(4, 7)}-80${hex(kinds[kind], 2)}-${number}`;
};

/** UUIDs of version 7: in the order of their time, then of their number. */
export const timedId = (kind: Kind, index: number, time: Date): string => uuid(kind, index, time.getTime());

const ids = new Map<Kind, string[]>();

/** Of what many rows name; kept, as making them is a third of the work else. */
export function idOf(kind: Kind, index: number): string {
  const known = ids.get(kind) ?? [];
  ids.set(kind, known);
  return (known[index] ??= uuid(kind, index, first));
}

export const videoId = (plan: Plan, video: number): string => timedId('video', video, addedAt(plan, video));
