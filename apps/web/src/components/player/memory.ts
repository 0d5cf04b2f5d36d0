import { z } from 'zod';
import { isUsual, Picture, usualPicture } from './picture';
import { View } from './vr/view';

/** What this browser keeps for the player. Without storage nothing is remembered and nothing breaks. */
const keys = { sound: 'reelm-sound', pictures: 'reelm-pictures', views: 'reelm-views', subtitles: 'reelm-subtitles' } as const;

export interface Sound {
  volume: number;
  muted: boolean;
}

export function rememberedSound(): Sound {
  const [volume, muted] = read(keys.sound).split('/');
  const value = Number(volume);
  return { volume: volume && value >= 0 && value <= 1 ? value : 1, muted: muted === 'muted' };
}

export const rememberSound = ({ volume, muted }: Sound): void => write(keys.sound, `${volume}/${muted ? 'muted' : ''}`);

/** Language of the subtitles that were shown last; null where they were off. */
export const rememberedSubtitles = (): string | null => read(keys.subtitles) || null;
export const rememberSubtitles = (language: string | null): void => write(keys.subtitles, language ?? '');

/** The picture of all videos, and of those that have one of their own: the newest last. */
const Pictures = z
  .object({ all: Picture.catch(usualPicture), own: z.array(z.tuple([z.string(), Picture])).catch([]) })
  .catch({ all: usualPicture, own: [] });

/** So many videos keep a picture, or a way to be looked at, of their own. */
const mostOwn = 300;

/** Whether a change of the picture is for one video or for all. */
export type PictureScope = 'video' | 'all';

export function rememberedPicture(video: string): { picture: Picture; scope: PictureScope } {
  const { all, own } = readPictures();
  const found = own.find(([id]) => id === video)?.[1];
  return found ? { picture: found, scope: 'video' } : { picture: all, scope: isUsual(all) ? 'video' : 'all' };
}

/** Keeps the picture for all videos, which then takes the place of this video's own, or for this one alone. */
export function rememberPicture(video: string, picture: Picture, scope: PictureScope): void {
  const { all, own } = readPictures();
  const others = own.filter(([id]) => id !== video);
  const next =
    scope === 'all'
      ? { all: picture, own: others }
      : // As all others are: nothing of its own to keep.
        { all, own: JSON.stringify(picture) === JSON.stringify(all) ? others : [...others, [video, picture]].slice(-mostOwn) };
  write(keys.pictures, JSON.stringify(next));
}

/** How videos are looked at that somebody chose it for: the newest last. */
const Views = z.array(z.tuple([z.string(), View])).catch([]);
const readViews = () => Views.parse(parsed(read(keys.views)));

export const rememberedView = (video: string): View | null => readViews().find(([id]) => id === video)?.[1] ?? null;
/** @param view null where it is as usual */
export function rememberView(video: string, view: View | null): void {
  const others = readViews().filter(([id]) => id !== video);
  write(keys.views, JSON.stringify(view === null ? others : [...others, [video, view]].slice(-mostOwn)));
}

const readPictures = () => Pictures.parse(parsed(read(keys.pictures)));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function read(key: string): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Full or forbidden: not worth a word to the user.
  }
}
