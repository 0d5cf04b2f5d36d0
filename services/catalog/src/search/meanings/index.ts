import type { EntityKind } from '@reelm/query-language';
import type { Meaning } from '../meaning.js';
import { galleryMeanings } from './gallery.js';
import { groupMeanings } from './group.js';
import { imageMeanings } from './image.js';
import { markerMeanings } from './marker.js';
import { performerMeanings } from './performer.js';
import { studioMeanings } from './studio.js';
import { tagMeanings } from './tag.js';
import { videoMeanings } from './video.js';

/** What each field of the language means in SQL. */
const meanings: Readonly<Record<EntityKind, Readonly<Record<string, Meaning>>>> = {
  video: videoMeanings,
  performer: performerMeanings,
  studio: studioMeanings,
  tag: tagMeanings,
  group: groupMeanings,
  marker: markerMeanings,
  gallery: galleryMeanings,
  image: imageMeanings,
};

/** The meaning of a field; `hasOwn`, since `constructor` is a word that anybody may type. */
export const meaningOf = (kind: EntityKind, field: string): Meaning => {
  const meaning = Object.hasOwn(meanings[kind], field) ? meanings[kind][field] : undefined;
  if (!meaning) throw new Error(`The field ${field} of ${kind} has no meaning.`);
  return meaning;
};
