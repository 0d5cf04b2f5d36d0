import type { EntityKind } from '@reelm/contracts';
import type { Change } from './kinds.js';

/** Which kind the ids in a field of the contract are of. `self` is the kind that the change is made to. */
const kindsOfFields: Readonly<Record<string, EntityKind | 'self'>> = {
  tagIds: 'tag',
  primaryTagId: 'tag',
  performerIds: 'performer',
  performerId: 'performer',
  studioId: 'studio',
  groupIds: 'group',
  groupId: 'group',
  videoId: 'video',
  videoIds: 'video',
  galleryIds: 'gallery',
  parentId: 'self',
  parentIds: 'self',
};

/** Ids by kind. */
export type References = Map<EntityKind, Set<string>>;

/** The change with every id of another entity put through `replace`. Lists lose what stands in them twice then. */
export function mapReferences(kind: EntityKind, change: Change, replace: (kind: EntityKind, id: string) => string): Change {
  const kindOf = (name: string): EntityKind | undefined => {
    const found = kindsOfFields[name];
    return found === 'self' ? kind : found;
  };
  const mapped = (value: unknown, target: EntityKind | undefined): unknown => {
    if (typeof value === 'string') return target === undefined ? value : replace(target, value);
    if (Array.isArray(value)) {
      const items = value.map((item) => mapped(item, target));
      return target === undefined ? items : [...new Set(items)];
    }
    return typeof value === 'object' && value !== null ? fieldsOf(value as Change) : value;
  };
  const fieldsOf = (object: Change): Change =>
    Object.fromEntries(
      Object.entries(object).map(([name, value]) => {
        // The parts of a group say `id`; the values of custom fields are texts of whatever name.
        if (name === 'custom') return [name, value];
        const target = name === 'id' && kind === 'group' ? 'group' : kindOf(name);
        return [name, mapped(value, target)];
      }),
    );
  const { externalIds, ...others } = change;
  return { ...fieldsOf(others), ...(externalIds === undefined ? {} : { externalIds }) };
}

/** All ids of other entities that a change names. */
export function referencesIn(kind: EntityKind, change: Change): References {
  const found: References = new Map();
  mapReferences(kind, change, (target, id) => {
    found.set(target, (found.get(target) ?? new Set()).add(id));
    return id;
  });
  return found;
}
