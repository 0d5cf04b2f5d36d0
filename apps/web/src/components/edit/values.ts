/** An entity or a change of one, looked at by the names of its fields. */
export type Fields = Readonly<Record<string, unknown>>;

interface Named {
  id: string;
  name: string;
}

/** Fields of a change that hold ids, by what the entity shows in their place. */
const shownBy: Readonly<Record<string, string>> = {
  tagIds: 'tags',
  parentIds: 'parents',
  performerIds: 'performers',
  studioId: 'studio',
  parentId: 'parent',
  primaryTagId: 'primaryTag',
};

/** Under which name an entity shows what a field of a change sets. */
export function shownName(entity: Fields, field: string): string {
  // A group counts its groups and shows them as parts.
  if (field === 'groups' && 'parts' in entity) return 'parts';
  // The card of a video names a few performers only; its credits name all.
  if (field === 'performerIds' && 'credits' in entity) return 'credits';
  return shownBy[field] ?? field;
}

interface ShownCredit {
  performer: Named;
  creditedAs: string | null;
  tags: Named[];
}

/** What a change of this field would say to leave the entity as it is; `wanted` names the custom fields that are meant. */
export function presentValue(entity: Fields, field: string, wanted: unknown): unknown {
  const shown = entity[shownName(entity, field)];
  switch (field) {
    case 'custom': {
      const values = shown as Fields;
      return Object.fromEntries(Object.keys(wanted as Fields).map((key) => [key, values[key] ?? null]));
    }
    case 'credits':
      return (shown as ShownCredit[]).map(({ performer, creditedAs, tags }) => ({
        performerId: performer.id,
        creditedAs,
        tagIds: tags.map(({ id }) => id),
      }));
    case 'performerIds':
      return 'credits' in entity ? (shown as ShownCredit[]).map(({ performer }) => performer.id) : idsOf(shown);
    case 'groups':
      return 'parts' in entity
        ? (shown as { group: Named; description: string | null }[]).map(({ group, description }) => ({ id: group.id, description }))
        : (shown as { group: Named; place: number | null }[]).map(({ group, place }) => ({ groupId: group.id, place }));
    default:
      return field in shownBy ? idsOf(shown) : shown;
  }
}

const idsOf = (shown: unknown): unknown =>
  Array.isArray(shown) ? (shown as Named[]).map(({ id }) => id) : ((shown as Named | null)?.id ?? null);

/** The change that takes a change back. */
export const inverseOf = (entity: Fields, patch: Fields): Fields =>
  Object.fromEntries(Object.keys(patch).map((field) => [field, presentValue(entity, field, patch[field])]));

/** The entity as it will look when the change is saved, as far as that is known here; `shown` says what ids stand for. */
export function preview<T extends object>(entity: T, patch: Fields, shown: Partial<T> = {}): T {
  const before = entity as Fields;
  const plain = Object.entries(patch).flatMap(([field, value]) => {
    if (value === undefined) return [];
    if (field === 'custom') return [[field, customAfter(before['custom'] as Fields, value as Fields)]];
    return shownName(before, field) === field && field in before && !structured.has(field) ? [[field, value]] : [];
  });
  const changed = Object.fromEntries(plain) as Fields;
  return { ...entity, ...changed, ...shown };
}

/** Fields whose change looks otherwise than what is shown of them. */
const structured: ReadonlySet<string> = new Set(['credits', 'groups']);

const customAfter = (before: Fields, change: Fields): Fields =>
  Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== null));

/** A value in words, to lay it beside another one. */
export function inWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(inWords).join(', ');
  if (typeof value !== 'object') return (value as string | number).toString();
  return objectInWords(value as Fields);
}

function objectInWords(value: Fields): string {
  if (typeof value['name'] === 'string') return value['name'];
  if ('performer' in value)
    return value['creditedAs'] ? `${inWords(value['performer'])} as ${inWords(value['creditedAs'])}` : inWords(value['performer']);
  if ('group' in value)
    return typeof value['place'] === 'number' ? `${inWords(value['group'])} (${value['place']})` : inWords(value['group']);
  if ('startSeconds' in value) return inWords(value['title']);
  if ('endpoint' in value) return inWords(value['id']);
  const entries = Object.entries(value);
  return entries.length === 0 ? 'nothing' : entries.map(([key, entry]) => `${key}: ${inWords(entry)}`).join(', ');
}
