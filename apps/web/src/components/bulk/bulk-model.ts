import type { BulkChange, EntityKind, Facets } from '@reelm/contracts';
import type { z } from 'zod';
import { shownName, type Fields } from '../edit/values';
import { emptyOf, given, problemsOf, valuesOf, type FormField, type FormValue } from '../entity-form/form-model';

export type BulkAction = 'set' | 'clear' | 'add' | 'remove';

/** What is to become of one field of all items. */
export interface Choice {
  action: BulkAction;
  value: FormValue;
}
/** By the name of the field; those without a choice stay as they are. */
export type Choices = Readonly<Record<string, Choice>>;

/** What the items have in a field now. */
export type Present =
  | { known: 'same'; words: string }
  /** Some have one thing, some another; `words` names the most frequent. */
  | { known: 'mixed'; words: string }
  | { known: 'nothing' };

/** So many different values are named. */
const named = 3;

/** What these items have in common. `nothing` where one of them does not tell, as a card that does not show its tags. */
export function presentOf(field: FormField, items: readonly Fields[]): Present {
  const custom = field.name.startsWith('custom.');
  // A video shows its groups with their places.
  const shown = (item: Fields): string => (custom ? 'custom' : field.name === 'groupIds' ? 'groups' : shownName(item, field.name));
  if (items.length === 0 || !items.every((item) => shown(item) in item && !(field.name === 'groupIds' && !Array.isArray(item['groups']))))
    return { known: 'nothing' };
  const entries = items.map((item) => entriesOf(field, item));
  const counts = new Map<string, number>();
  for (const entry of entries.flatMap((list) => (list.length === 0 ? [''] : list))) counts.set(entry, (counts.get(entry) ?? 0) + 1);
  if ([...counts.values()].every((count) => count === items.length))
    return { known: 'same', words: [...counts.keys()].map(wordsFor).join(', ') };
  return { known: 'mixed', words: listed([...counts].filter(([entry]) => entry !== '').toSorted((one, other) => other[1] - one[1])) };
}

const wordsFor = (entry: string): string => (entry === '' ? 'Nothing' : entry);

const listed = (counts: readonly (readonly [words: string, count: number])[]): string => {
  const more = counts.length - named;
  return counts
    .slice(0, named)
    .map(([words, count]) => `${words} (${count.toLocaleString('en')})`)
    .concat(more > 0 ? [`${more} more`] : [])
    .join(', ');
};

function entriesOf(field: FormField, item: Fields): string[] {
  if (field.name === 'groupIds') return (item['groups'] as { group: { name: string } }[]).map(({ group }) => group.name);
  // The credits of a video name its performers.
  if (field.name === 'performerIds' && Array.isArray(item['credits']))
    return (item['credits'] as { performer: { name: string } }[]).map(({ performer }) => performer.name);
  const value = valuesOf([field], item)[field.name] ?? '';
  if (typeof value === 'boolean') return [value ? 'Yes' : 'No'];
  if (typeof value !== 'string') return value.map(({ name }) => name);
  if (field.type === 'lines') return value === '' ? [] : value.split('\n');
  if (field.type === 'yesno') return value === '' ? [] : [value === 'true' ? 'Yes' : 'No'];
  if (field.type === 'choice') return value === '' ? [] : [field.options.find((option) => option.value === value)?.label ?? value];
  return value === '' ? [] : [value];
}

/** How facets call the fields of a change. */
const facetOf: Readonly<Record<string, string>> = {
  tagIds: 'tag',
  performerIds: 'performer',
  studioId: 'studio',
  groupIds: 'group',
  parentId: 'parent',
  parentIds: 'parent',
  primaryTagId: 'primary',
};

/** Of all that match, what the facets of the search tell. */
export function presentInFacets({ name, type }: FormField, facets: Facets | undefined): Present {
  const facet = facets?.facets.find(({ field }) => field === (facetOf[name] ?? name));
  // Ratings are counted in hundredths and shown in stars.
  if (!facet || !facets || type === 'rating') return { known: 'nothing' };
  if (type === 'check') {
    const yes = facet.values[0]?.count ?? 0;
    return { known: 'mixed', words: `${facets.exact ? '' : 'about '}Yes (${yes.toLocaleString('en')})` };
  }
  if (facet.values.length === 0) return { known: 'nothing' };
  return {
    known: 'mixed',
    words: `${facets.exact ? '' : 'about '}${listed(facet.values.map(({ label, count }) => [label, count] as const))}`,
  };
}

/** What can be done with a field. */
export function actionsFor(field: FormField, list: boolean): readonly BulkAction[] {
  if (list) return ['add', 'remove', 'set', 'clear'];
  return field.type === 'check' ? ['set'] : ['set', 'clear'];
}

/** What a field begins with when something is to become of it. */
export const firstChoice = (field: FormField, action: BulkAction): Choice => ({
  action,
  value: field.type === 'check' ? true : emptyOf(field),
});

export interface BulkPlan {
  change: Partial<BulkChange>;
  /** What is wrong or still missing, by the name of the field. */
  problems: Readonly<Record<string, string>>;
}

/** The change that these choices mean. */
export function planOf(kind: EntityKind, fields: readonly FormField[], choices: Choices, schema: z.ZodType): BulkPlan {
  const set: Record<string, unknown> = {};
  const custom: Record<string, unknown> = {};
  const lists: Record<'add' | 'remove', Record<string, string[]>> = { add: {}, remove: {} };
  const missing: Record<string, string> = {};
  for (const field of fields) {
    const choice = choices[field.name];
    if (!choice) continue;
    const said = choice.action === 'clear' ? given(field, emptyOf(field)) : given(field, choice.value);
    if (choice.action !== 'clear' && isEmpty(said)) missing[field.name] = 'Say what; or choose Clear';
    else if (choice.action === 'add' || choice.action === 'remove') lists[choice.action][field.name] = said as string[];
    else if (field.name.startsWith('custom.')) custom[field.name.slice('custom.'.length)] = said;
    else if (kind === 'video' && field.name === 'groupIds') set['groups'] = (said as string[]).map((groupId) => ({ groupId }));
    else set[field.name] = said;
  }
  if (Object.keys(custom).length > 0) set['custom'] = custom;
  const wrong = problemsOf(schema, set);
  return {
    change: Object.fromEntries(Object.entries({ set, ...lists }).filter(([, part]) => Object.keys(part).length > 0)),
    problems: { ...wrong, ...missing },
  };
}

const isEmpty = (said: unknown): boolean => said === null || said === '' || (Array.isArray(said) && said.length === 0);
