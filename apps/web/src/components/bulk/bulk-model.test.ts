import { bulkHttp, VideoUpdate } from '@reelm/contracts';
import { describe, expect, it } from 'vitest';
import type { FormField } from '../entity-form/form-model.js';
import { bulkFields, isList } from './bulk-fields.js';
import { actionsFor, firstChoice, planOf, presentInFacets, presentOf, type Choices } from './bulk-model.js';

const id = (last: number): string => `01990000-0000-7000-8000-00000000000${last}`;
const sea = { id: id(1), name: 'sea' };
const dawn = { id: id(2), name: 'dawn' };
const fields = bulkFields('video', [{ id: id(9), kind: 'video', key: 'mood', label: 'Mood', type: 'text', choices: [], place: 0 }]);
const field = (name: string): FormField => {
  const found = fields.find((one) => one.name === name);
  if (!found) throw new Error(name);
  return found;
};
const plan = (choices: Choices) => planOf('video', fields, choices, VideoUpdate);

describe('what items have in common', () => {
  it('is named where it is the same', () => {
    expect(presentOf(field('rating'), [{ rating: 80 }, { rating: 80 }])).toEqual({ known: 'same', words: '4' });
    expect(presentOf(field('studioId'), [{ studio: null }, { studio: null }])).toEqual({ known: 'same', words: 'Nothing' });
    expect(presentOf(field('tagIds'), [{ tags: [sea, dawn] }, { tags: [dawn, sea] }])).toEqual({ known: 'same', words: 'sea, dawn' });
    expect(presentOf(field('organised'), [{ organised: false }])).toEqual({ known: 'same', words: 'No' });
    expect(presentOf(field('groupIds'), [{ groups: [{ group: sea, place: 1 }] }, { groups: [{ group: sea, place: null }] }])).toEqual({
      known: 'same',
      words: 'sea',
    });
  });

  it('is mixed where it is not, with the most frequent values', () => {
    expect(presentOf(field('tagIds'), [{ tags: [sea] }, { tags: [sea, dawn] }, { tags: [] }])).toEqual({
      known: 'mixed',
      words: 'sea (2), dawn (1)',
    });
    expect(
      presentOf(
        field('date'),
        ['2019', '2020', '2021', '2019', '2022', null].map((date) => ({ date })),
      ),
    ).toEqual({
      known: 'mixed',
      words: '2019 (2), 2020 (1), 2021 (1), 1 more',
    });
    expect(presentOf(field('custom.mood'), [{ custom: { mood: 'calm' } }, { custom: {} }])).toEqual({ known: 'mixed', words: 'calm (1)' });
  });

  it('is not known where a card does not tell', () => {
    expect(presentOf(field('tagIds'), [{ tags: [sea] }, { name: 'a card' }])).toEqual({ known: 'nothing' });
    expect(presentOf(field('tagIds'), [])).toEqual({ known: 'nothing' });
  });

  it('comes from the facets for all that match', () => {
    const total = { count: 12, exact: true };
    const facets = { total, exact: true, facets: [{ field: 'tag', values: [{ value: 'sea', label: 'Sea', count: 7, query: 'tag:Sea' }] }] };
    expect(presentInFacets(field('tagIds'), facets)).toEqual({ known: 'mixed', words: 'Sea (7)' });
    expect(presentInFacets(field('tagIds'), { ...facets, exact: false })).toEqual({ known: 'mixed', words: 'about Sea (7)' });
    const flags = {
      total,
      exact: true,
      facets: [{ field: 'organised', values: [{ value: 'true', label: 'organised', count: 5, query: '' }] }],
    };
    expect(presentInFacets(field('organised'), flags)).toEqual({ known: 'mixed', words: 'Yes (5)' });
    expect(presentInFacets(field('details'), facets)).toEqual({ known: 'nothing' });
    expect(presentInFacets(field('tagIds'), undefined)).toEqual({ known: 'nothing' });
  });
});

describe('a change of many', () => {
  it('sets, clears, adds and removes', () => {
    const { change, problems } = plan({
      tagIds: { action: 'add', value: [sea] },
      performerIds: { action: 'remove', value: [dawn] },
      rating: { action: 'set', value: '4.5' },
      date: { action: 'clear', value: '' },
      organised: { action: 'set', value: false },
      studioId: { action: 'clear', value: [] },
      groupIds: { action: 'set', value: [sea] },
      'custom.mood': { action: 'set', value: 'calm' },
    });
    expect(problems).toEqual({});
    expect(change).toEqual({
      set: { rating: 90, date: null, organised: false, studioId: null, groups: [{ groupId: sea.id }], custom: { mood: 'calm' } },
      add: { tagIds: [sea.id] },
      remove: { performerIds: [dawn.id] },
    });
    expect(bulkHttp.bulkEditVideos.body.safeParse({ target: { q: '' }, change }).success).toBe(true);
  });

  it('says what is missing and what cannot be', () => {
    expect(
      plan({ tagIds: { action: 'add', value: [] }, rating: { action: 'set', value: '9' }, date: { action: 'set', value: 'soon' } })
        .problems,
    ).toMatchObject({
      tagIds: 'Say what; or choose Clear',
      rating: expect.any(String) as string,
      date: 'use YYYY, YYYY-MM or YYYY-MM-DD',
    });
    expect(plan({}).change).toEqual({});
  });

  it('is offered as each field allows', () => {
    expect(actionsFor(field('tagIds'), isList('video', field('tagIds')))).toEqual(['add', 'remove', 'set', 'clear']);
    expect(actionsFor(field('date'), isList('video', field('date')))).toEqual(['set', 'clear']);
    expect(actionsFor(field('organised'), false)).toEqual(['set']);
    expect(firstChoice(field('organised'), 'set')).toEqual({ action: 'set', value: true });
    for (const kind of ['video', 'performer', 'studio', 'tag', 'group', 'marker'] as const) {
      const names = bulkFields(kind, []).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(names).not.toContain('name');
    }
  });
});
