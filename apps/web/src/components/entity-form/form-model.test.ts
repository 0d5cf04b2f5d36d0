import { PerformerCreate, PerformerUpdate } from '@reelm/contracts';
import { describe, expect, it } from 'vitest';
import { changeOf, customFormFields, problemsOf, valuesOf, type FormField } from './form-model.js';

const fields: readonly FormField[] = [
  { name: 'name', label: 'Name', type: 'text' },
  { name: 'aliases', label: 'Aliases', type: 'lines' },
  { name: 'externalIds', label: 'Ids', type: 'ids' },
  { name: 'heightCm', label: 'Height', type: 'number' },
  { name: 'gender', label: 'Gender', type: 'choice', options: [{ value: 'female', label: 'Female' }] },
  { name: 'tagIds', label: 'Tags', type: 'entities', kind: 'tag', multiple: true },
  { name: 'parentId', label: 'Belongs to', type: 'entities', kind: 'studio', multiple: false },
  { name: 'autoMatch', label: 'Suggest', type: 'check' },
  { name: 'custom.seen', label: 'Seen', type: 'yesno' },
  { name: 'custom.mood', label: 'Mood', type: 'text' },
];
const sea = { id: '01990000-0000-7000-8000-000000000001', name: 'sea' };
const dawn = { id: '01990000-0000-7000-8000-000000000002', name: 'dawn' };
const entity = {
  name: 'Ada Lake',
  aliases: ['A. Lake', 'Ada L.'],
  externalIds: [{ endpoint: 'https://box.example.org/graphql', id: 'f3a 1' }],
  heightCm: 171,
  gender: null,
  tags: [sea],
  parent: null,
  autoMatch: true,
  custom: { seen: false },
};
const before = valuesOf(fields, entity);
const change = (values: Readonly<Record<string, string | boolean | { id: string; name: string }[]>>) =>
  changeOf(fields, before, { ...before, ...values }, entity);

describe('a form of an entity', () => {
  it('shows what the entity has, and nothing where it has nothing', () => {
    expect(before).toEqual({
      name: 'Ada Lake',
      aliases: 'A. Lake\nAda L.',
      externalIds: 'https://box.example.org/graphql f3a 1',
      heightCm: '171',
      gender: '',
      tagIds: [sea],
      parentId: [],
      autoMatch: true,
      'custom.seen': 'false',
      'custom.mood': '',
    });
  });

  it('that was left as it was changes nothing', () => {
    expect(change({ name: ' Ada Lake ', aliases: 'A. Lake\n\n  Ada L.\n' })).toEqual({ patch: {}, shown: {} });
  });

  it('sends what differs, null for what was emptied', () => {
    expect(change({ heightCm: '', gender: 'female', aliases: 'Ada L.', autoMatch: false }).patch).toEqual({
      heightCm: null,
      gender: 'female',
      aliases: ['Ada L.'],
      autoMatch: false,
    });
  });

  it('reads numbers with a point or a comma, and leaves other text to be refused', () => {
    expect(change({ heightCm: '170,5' }).patch).toEqual({ heightCm: 170.5 });
    expect(change({ heightCm: 'tall' }).patch).toEqual({ heightCm: 'tall' });
  });

  it('reads ids of other databases line by line', () => {
    expect(change({ externalIds: 'https://box.example.org/graphql  f3a 2\n\nhttps://other.example.org 7' }).patch).toEqual({
      externalIds: [
        { endpoint: 'https://box.example.org/graphql', id: 'f3a 2' },
        { endpoint: 'https://other.example.org', id: '7' },
      ],
    });
  });

  it('sends ids and shows names', () => {
    expect(change({ tagIds: [sea, dawn], parentId: [dawn] })).toEqual({
      patch: { tagIds: [sea.id, dawn.id], parentId: dawn.id },
      shown: { tags: [sea, dawn], parent: dawn },
    });
  });

  it('puts custom fields under their keys and clears them with null', () => {
    expect(change({ 'custom.seen': '', 'custom.mood': 'calm' }).patch).toEqual({ custom: { seen: null, mood: 'calm' } });
    expect(change({ 'custom.seen': 'true' }).patch).toEqual({ custom: { seen: true } });
  });
});

describe('a place in a film', () => {
  const time: readonly FormField[] = [{ name: 'endSeconds', label: 'To', type: 'time' }];
  const from = valuesOf(time, { endSeconds: 75.5 });

  it('is written as players show it, and read so', () => {
    expect(from).toEqual({ endSeconds: '1:15.5' });
    expect(changeOf(time, from, { endSeconds: '1:16' }).patch).toEqual({ endSeconds: 76 });
    expect(changeOf(time, from, { endSeconds: '' }).patch).toEqual({ endSeconds: null });
    expect(changeOf(time, from, { endSeconds: 'later' }).patch).toEqual({ endSeconds: 'later' });
  });
});

describe('problems of a change', () => {
  it('stand at their field', () => {
    const problems = problemsOf(PerformerUpdate, { heightCm: 'tall', birthDate: 'May', aliases: ['a', 'a'] });
    expect(Object.keys(problems).toSorted()).toEqual(['aliases', 'birthDate', 'heightCm']);
    expect(problems['aliases']).toBe('an entry stands here twice');
  });

  it('are told of a name that is missing', () => {
    expect(Object.keys(problemsOf(PerformerCreate, { details: 'some' }))).toEqual(['name']);
  });

  it('are none where all is well', () => {
    expect(problemsOf(PerformerUpdate, { heightCm: 170, birthDate: '1990-05' })).toEqual({});
  });
});

describe('custom fields', () => {
  it('become fields of the form of their type', () => {
    const of = (type: 'text' | 'boolean' | 'choice') =>
      customFormFields([{ id: sea.id, kind: 'performer', key: 'k', label: 'K', type, choices: ['a'], place: 0 }])[0];
    expect(of('boolean')).toEqual({ name: 'custom.k', label: 'K', type: 'yesno' });
    expect(of('choice')).toEqual({ name: 'custom.k', label: 'K', type: 'choice', options: [{ value: 'a', label: 'a' }] });
    expect(of('text')).toEqual({ name: 'custom.k', label: 'K', type: 'text' });
  });
});
