import { describe, expect, it } from 'vitest';
import { inverseOf, inWords, preview } from './values.js';

const tag = (name: string) => ({ id: `id-${name}`, name });
const studio = { id: 'id-north', name: 'North Light' };
const video = {
  id: 'v',
  title: null as string | null,
  rating: 60 as number | null,
  studio: studio as typeof studio | null,
  tags: [tag('sea'), tag('dawn')],
  performers: [tag('Ada')],
  credits: [
    { performer: tag('Ada'), creditedAs: 'A. Lake', tags: [tag('guest')] },
    { performer: tag('Ben'), creditedAs: null, tags: [] },
  ],
  groups: [{ group: tag('Series'), place: 3 }],
  custom: { location: 'Rome', seen: true } as Record<string, unknown>,
};
const group = { id: 'g', groups: 1, parts: [{ group: tag('Part one'), description: 'first' }] };

describe('taking a change back', () => {
  it('names ids where the entity shows names', () => {
    expect(inverseOf(video, { title: 'New', tagIds: [], studioId: null })).toEqual({
      title: null,
      tagIds: ['id-sea', 'id-dawn'],
      studioId: 'id-north',
    });
  });

  it('knows all who appear, not only those on the card', () => {
    expect(inverseOf(video, { performerIds: [] })).toEqual({ performerIds: ['id-Ada', 'id-Ben'] });
    expect(inverseOf(video, { credits: [] })).toEqual({
      credits: [
        { performerId: 'id-Ada', creditedAs: 'A. Lake', tagIds: ['id-guest'] },
        { performerId: 'id-Ben', creditedAs: null, tagIds: [] },
      ],
    });
  });

  it('tells the groups of a video from the groups within a group', () => {
    expect(inverseOf(video, { groups: [] })).toEqual({ groups: [{ groupId: 'id-Series', place: 3 }] });
    expect(inverseOf(group, { groups: [] })).toEqual({ groups: [{ id: 'id-Part one', description: 'first' }] });
  });

  it('speaks of the custom fields that were changed, and clears those that had no value', () => {
    expect(inverseOf(video, { custom: { location: 'Oslo', mood: 'calm' } })).toEqual({ custom: { location: 'Rome', mood: null } });
  });
});

describe('showing a change before it is saved', () => {
  it('sets plain fields, and shows names for ids only where they are given', () => {
    expect(preview(video, { rating: 80, tagIds: ['id-sea'] })).toEqual({ ...video, rating: 80 });
    expect(preview(video, { tagIds: ['id-sea'] }, { tags: [tag('sea')] }).tags).toEqual([tag('sea')]);
  });

  it('never writes the form of a change over the form that is shown', () => {
    expect(preview(video, { groups: [{ groupId: 'x', place: 1 }], credits: [] })).toEqual(video);
    expect(preview(group, { groups: [] })).toEqual(group);
  });

  it('changes the named custom fields alone', () => {
    expect(preview(video, { custom: { seen: null, mood: 'calm' } }).custom).toEqual({ location: 'Rome', mood: 'calm' });
  });
});

describe('values in words', () => {
  it.each([
    [null, 'nothing'],
    [[], 'nothing'],
    [{}, 'nothing'],
    [true, 'yes'],
    [42, '42'],
    [studio, 'North Light'],
    [video.tags, 'sea, dawn'],
    [video.credits, 'Ada as A. Lake, Ben'],
    [video.groups, 'Series (3)'],
    [[{ startSeconds: 4, title: 'Arrival' }], 'Arrival'],
    [{ mood: 'calm', location: null }, 'mood: calm, location: nothing'],
  ])('%j is %s', (value, words) => {
    expect(inWords(value)).toBe(words);
  });
});
