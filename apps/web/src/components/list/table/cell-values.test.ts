import { PerformerUpdate, VideoUpdate } from '@reelm/contracts';
import { describe, expect, it } from 'vitest';
import { presentValue, type Fields } from '../../edit/values.js';
import { emptyOf, type FormField, type FormValue } from '../../entity-form/form-model.js';
import type { Item } from '../kind.js';
import type { Column } from './column.js';
import { planEdits, readText, valueIn, withPatch, type CellChange } from './cell-values.js';

const title = { name: 'title', label: 'Title', type: 'text' } as const satisfies FormField;
const rating: FormField = { name: 'rating', label: 'Rating', type: 'rating' };
const date: FormField = { name: 'date', label: 'Date', type: 'date' };
const organised: FormField = { name: 'organised', label: 'Organised', type: 'check' };
const studio = { name: 'studioId', label: 'Studio', type: 'entities', kind: 'studio', multiple: false } as const satisfies FormField;
const gender: FormField = { name: 'gender', label: 'Gender', type: 'choice', options: [{ value: 'female', label: 'Female' }] };

const column = (edit: FormField): Column & { edit: FormField } => ({ id: edit.name, label: edit.label, width: 100, text: () => '', edit });
const northern = { id: '01990000-0000-7000-8000-000000000001', name: 'Northern' };
const video = (id: string, part: object = {}): Item =>
  ({ id, name: id, title: null, rating: null, date: null, organised: false, studio: null, ...part }) as Item;
const change = (item: Item, edit: FormField, value: FormValue): CellChange => ({ item, column: column(edit), value });

describe('a cell', () => {
  it('holds what its editor takes', () => {
    expect(valueIn(rating, video('a', { rating: 86 }))).toBe('4.3');
    expect(valueIn(rating, video('a'))).toBe('');
    expect(valueIn(studio, video('a', { studio: northern }))).toEqual([northern]);
    expect(valueIn(organised, video('a'))).toBe(false);
    for (const field of [title, rating, organised, studio]) expect(emptyOf(field)).toEqual(valueIn(field, video('a')));
  });

  it('reads pasted text as its field means it', () => {
    expect(readText(title, ' two\n lines ')).toEqual({ value: 'two lines' });
    expect(readText(organised, 'Yes')).toEqual({ value: true });
    expect(readText(organised, '')).toEqual({ value: false });
    expect(readText(organised, 'maybe')).toHaveProperty('problem');
    expect(readText(gender, 'FEMALE')).toEqual({ value: 'female' });
    expect(readText(gender, 'other')).toHaveProperty('problem');
    expect(readText(studio, 'Northern, Inc')).toEqual({ names: ['Northern, Inc'] });
    expect(readText({ ...studio, multiple: true }, 'sea, dawn,')).toEqual({ names: ['sea', 'dawn'] });
  });
});

describe('a plan of edits', () => {
  it('makes one group of all items that become the same', () => {
    const plan = planEdits(
      ['a', 'b', 'c'].flatMap((id) => [change(video(id), rating, id === 'c' ? '2' : '4.5'), change(video(id), organised, true)]),
      VideoUpdate,
    );
    expect(plan.cells).toBe(6);
    expect(plan.groups.map(({ patch, items }) => [patch, items.map(({ id }) => id)])).toEqual([
      [{ rating: 90, organised: true }, ['a', 'b']],
      [{ rating: 40, organised: true }, ['c']],
    ]);
  });

  it('leaves out what is so already', () => {
    expect(planEdits([change(video('a', { title: 'x' }), title, 'x'), change(video('b'), studio, [])], VideoUpdate)).toEqual({
      groups: [],
      problems: [],
      cells: 0,
    });
  });

  it('keeps what cannot be saved at its own cell, and saves the others', () => {
    const plan = planEdits(
      [
        change(video('a'), date, '2019-02-31'),
        change(video('a'), title, 'x'),
        change(video('b'), rating, 'good'),
        change(video('c'), rating, '7'),
      ],
      VideoUpdate,
    );
    expect(plan.groups).toMatchObject([{ patch: { title: 'x' }, items: [{ id: 'a' }] }]);
    expect(plan.problems).toEqual([
      { id: 'a', column: 'date', value: '2019-02-31', message: 'this day is not in the calendar' },
      { id: 'b', column: 'rating', value: 'good', message: 'A rating is up to 5 stars, as 4.5' },
      { id: 'c', column: 'rating', value: '7', message: 'A rating is up to 5 stars, as 4.5' },
    ]);
    expect(planEdits([change(video('p'), { ...title, name: 'name', label: 'Name' }, '')], PerformerUpdate).problems).toEqual([
      { id: 'p', column: 'name', value: '', message: 'Name cannot be empty' },
    ]);
  });

  it('shows at once what will be, and knows the way back', () => {
    const item = video('a', { studio: northern, name: 'file' });
    const { groups } = planEdits([change(item, studio, []), change(item, title, 'Harbour')], VideoUpdate);
    const group = groups[0];
    expect(group && withPatch(item, group)).toMatchObject({ name: 'Harbour', title: 'Harbour', studio: null });
    expect(presentValue(item as unknown as Fields, 'studioId', null)).toBe(northern.id);
  });
});
