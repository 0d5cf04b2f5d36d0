import type { NamedKind } from '@reelm/contracts';
import type { FormField, FormSection } from './form-model';

const name: FormField = { name: 'name', label: 'Name', type: 'text' };
const aliases: FormField = {
  name: 'aliases',
  label: 'Aliases',
  type: 'lines',
  help: 'One on each line. Searches find them, and so do names in paths.',
};
export const details: FormField = { name: 'details', label: 'Details', type: 'long', wide: true };
export const urls: FormField = {
  name: 'urls',
  label: 'Links',
  type: 'lines',
  placeholder: 'https://',
  help: 'One on each line.',
  wide: true,
};
export const tags: FormField = { name: 'tagIds', label: 'Tags', type: 'entities', kind: 'tag', multiple: true, wide: true };
export const ids: FormField = {
  name: 'externalIds',
  label: 'Ids in other databases',
  type: 'ids',
  placeholder: 'https://example.org/graphql 0f3a…',
  help: 'One on each line: the address of the database, a blank, the id.',
  wide: true,
};
const autoMatch: FormField = { name: 'autoMatch', label: 'Suggest it where its name stands in a path', type: 'check', wide: true };
const organised: FormField = {
  name: 'organised',
  label: 'Organised',
  type: 'check',
  help: 'Somebody has looked through it all.',
  wide: true,
};
export const text = (field: string, label: string): FormField => ({ name: field, label, type: 'text' });
export const date = (field: string, label: string): FormField => ({
  name: field,
  label,
  type: 'date',
  placeholder: '2019, 2019-06 or 2019-06-30',
});
const number = (field: string, label: string): FormField => ({ name: field, label, type: 'number' });

export const genders = [
  { value: 'female', label: 'Female' },
  { value: 'male', label: 'Male' },
  { value: 'transgender-female', label: 'Transgender female' },
  { value: 'transgender-male', label: 'Transgender male' },
  { value: 'intersex', label: 'Intersex' },
  { value: 'non-binary', label: 'Non-binary' },
] as const;

/** The fields of each kind's form, in sections; the first section is all that a new one is asked for at once. */
export const kindSections: Readonly<Record<NamedKind, readonly FormSection[]>> = {
  performer: [
    {
      title: 'Name',
      fields: [
        name,
        { ...text('disambiguation', 'Disambiguation'), help: 'Tells apart two of the same name.' },
        { ...aliases, wide: true },
        { name: 'gender', label: 'Gender', type: 'choice', options: genders },
        { name: 'country', label: 'Country', type: 'text', placeholder: 'DE', help: 'Two letters of ISO 3166.' },
        date('birthDate', 'Born'),
        date('deathDate', 'Died'),
      ],
    },
    {
      title: 'Appearance',
      fields: [
        text('ethnicity', 'Ethnicity'),
        text('hairColour', 'Hair colour'),
        text('eyeColour', 'Eye colour'),
        number('heightCm', 'Height in cm'),
        number('weightKg', 'Weight in kg'),
        text('measurements', 'Measurements'),
        text('breastType', 'Breast type'),
        number('penisLengthCm', 'Penis length in cm'),
        {
          name: 'circumcised',
          label: 'Circumcised',
          type: 'choice',
          options: [
            { value: 'cut', label: 'Yes' },
            { value: 'uncut', label: 'No' },
          ],
        },
        text('tattoos', 'Tattoos'),
        text('piercings', 'Piercings'),
      ],
    },
    { title: 'Career', fields: [number('careerStart', 'From the year'), number('careerEnd', 'To the year')] },
    { title: 'More', fields: [tags, details, urls, ids, autoMatch, organised] },
  ],
  studio: [
    {
      title: 'Name',
      fields: [
        name,
        { name: 'parentId', label: 'Belongs to', type: 'entities', kind: 'studio', multiple: false },
        { ...aliases, wide: true },
      ],
    },
    { title: 'More', fields: [tags, details, urls, ids, autoMatch, organised] },
  ],
  tag: [
    {
      title: 'Name',
      fields: [
        name,
        { ...text('sortName', 'Sorted as'), help: 'Where it stands in lists, when not by its name.' },
        { name: 'parentIds', label: 'Stands below', type: 'entities', kind: 'tag', multiple: true, wide: true },
        { ...aliases, wide: true },
      ],
    },
    { title: 'More', fields: [details, urls, ids, autoMatch] },
  ],
  group: [
    {
      title: 'Name',
      fields: [
        name,
        date('date', 'Date'),
        { name: 'studioId', label: 'Studio', type: 'entities', kind: 'studio', multiple: false },
        text('director', 'Director'),
        { ...number('durationSeconds', 'Duration in seconds'), help: 'Where it is known as a whole.' },
        { ...aliases, wide: true },
      ],
    },
    { title: 'More', fields: [tags, details, urls, ids, autoMatch, organised] },
  ],
};
