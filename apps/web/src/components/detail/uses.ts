import type { NamedKind } from '@reelm/contracts';
import { formatCount } from '../../lib/format';

/** Of what a kind counts uses, in the order in which they are told. */
const counted = {
  performer: ['videos', 'markers', 'galleries', 'images'],
  studio: ['videos', 'galleries', 'images', 'studios'],
  tag: ['videos', 'performers', 'studios', 'groups', 'markers', 'galleries', 'images'],
  group: ['videos', 'groups'],
} as const satisfies Record<NamedKind, readonly string[]>;

const one: Readonly<Record<(typeof counted)[NamedKind][number], string>> = {
  videos: 'video',
  performers: 'performer',
  studios: 'studio',
  groups: 'group',
  markers: 'marker',
  galleries: 'gallery',
  images: 'image',
};

/** Where an entity is used: `12 videos`, `1 marker` …, what is not used left out. */
export function usesOf(kind: NamedKind, entity: object): readonly string[] {
  return counted[kind].flatMap((many) => {
    const count = (entity as Readonly<Record<string, unknown>>)[many];
    return typeof count === 'number' && count > 0 ? [`${formatCount(count)} ${count === 1 ? one[many] : many}`] : [];
  });
}

/** `a`, `a and b`, `a, b and c`. */
export const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** The items with one of them at another place. */
export function moved<T extends { id: string }>(items: readonly T[], id: string, to: number): T[] {
  const found = items.find((item) => item.id === id);
  return found ? items.filter((item) => item.id !== id).toSpliced(to, 0, found) : [...items];
}
