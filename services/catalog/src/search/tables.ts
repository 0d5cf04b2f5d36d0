import type { EntityKind } from '@reelm/contracts';

/** The table of each kind, and the letter that stands for its rows in statements. */
export const tables = {
  video: { name: 'video', letter: 'v' },
  performer: { name: 'performer', letter: 'p' },
  studio: { name: 'studio', letter: 's' },
  tag: { name: 'tag', letter: 't' },
  group: { name: 'video_group', letter: 'g' },
  marker: { name: 'marker', letter: 'm' },
  gallery: { name: 'gallery', letter: 'a' },
  image: { name: 'image', letter: 'i' },
} as const satisfies Record<EntityKind, { name: string; letter: string }>;

/** A row of a statement, by the alias of its table. `outer` is the row that it is related to, where a search asks for something related. */
export interface Row {
  kind: EntityKind;
  alias: string;
  outer: Row | null;
}
