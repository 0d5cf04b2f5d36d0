import { bulkLists, type CustomField, type EntityKind } from '@reelm/contracts';
import { customFormFields, type FormField } from '../entity-form/form-model';
import { date, details, kindSections, tags, text, urls } from '../entity-form/kind-fields';

const rating: FormField = { name: 'rating', label: 'Rating', type: 'rating', placeholder: 'Stars, as 4.5' };
const favourite: FormField = { name: 'favourite', label: 'Favourite', type: 'check' };
const organised: FormField = { name: 'organised', label: 'Organised', type: 'check' };
const performers: FormField = { name: 'performerIds', label: 'Performers', type: 'entities', kind: 'performer', multiple: true };

const videoFields: readonly FormField[] = [
  tags,
  performers,
  { name: 'studioId', label: 'Studio', type: 'entities', kind: 'studio', multiple: false },
  { name: 'groupIds', label: 'Groups', type: 'entities', kind: 'group', multiple: true },
  rating,
  favourite,
  organised,
  date('date', 'Date'),
  text('director', 'Director'),
  text('code', 'Code'),
  details,
  urls,
];
const markerFields: readonly FormField[] = [
  { name: 'primaryTagId', label: 'Main tag', type: 'entities', kind: 'tag', multiple: false },
  tags,
  performers,
  text('title', 'Title'),
];

/** What tells items apart makes no sense for many. */
const ownOfEach = ['name', 'disambiguation', 'sortName', 'aliases', 'externalIds'];

function kindFields(kind: EntityKind): readonly FormField[] {
  switch (kind) {
    case 'video':
      return videoFields;
    case 'marker':
      return markerFields;
    case 'performer':
    case 'studio':
    case 'group':
    case 'tag': {
      const fields = kindSections[kind].flatMap((section) => section.fields).filter(({ name }) => !ownOfEach.includes(name));
      const has = (name: string): boolean => fields.some((field) => field.name === name);
      const more = kind === 'tag' ? [favourite] : [rating, favourite];
      return [
        ...fields.filter(({ name }) => name === 'tagIds' || name === 'parentIds'),
        ...more.filter(({ name }) => !has(name)),
        ...fields.filter(({ name }) => name !== 'tagIds' && name !== 'parentIds'),
      ];
    }
    case 'gallery':
    case 'image':
      return [tags, performers, rating, favourite, organised, date('date', 'Date'), details, urls];
  }
}

/** The fields that can be changed on many items of a kind at once. */
export const bulkFields = (kind: EntityKind, custom: readonly CustomField[]): readonly FormField[] => [
  ...kindFields(kind),
  ...customFormFields(custom),
];

/** Whether entries can be added to a field and taken from it. */
export const isList = (kind: EntityKind, { name }: FormField): boolean => (bulkLists[kind] as readonly string[]).includes(name);
