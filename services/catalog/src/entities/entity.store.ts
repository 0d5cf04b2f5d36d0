import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { mostEntries, type EntityKind } from '@reelm/contracts';
import { AppError, newId, type Tx } from '@reelm/service-kit';
import { ProjectionRepository } from '../videos/projection.repository.js';
import { CustomFieldsRepository } from './custom-fields.repository.js';
import { checkCustomValues } from './custom-values.js';
import { EntityEvents } from './entity-events.js';
import { EntityRepository, type StoredRow } from './entity.repository.js';
import { isNamed, kinds, mergeRows, withCompanions, type Change, type Kind, type Row } from './kinds.js';
import { PicturesRepository } from './pictures.repository.js';
import { mapReferences, referencesIn } from './references.js';

/** What to do to each of some rows: `set` is the body of a PATCH, `add` and `remove` change lists. */
export interface Edit {
  set: Change;
  add?: Readonly<Record<string, readonly string[]>>;
  remove?: Readonly<Record<string, readonly string[]>>;
}

/** One row that an edit changed, and the values of the fields that changed (with those that make no sense without them). */
export interface Changed {
  id: string;
  /** The new one. */
  version: number;
  before: Row;
  after: Row;
}

/** What became of some rows. Those that are so already are in neither. */
export interface Outcome {
  changed: Changed[];
  failed: ReadonlyMap<string, AppError>;
}

interface Plan {
  changes: { row: StoredRow; after: Row }[];
  failed: Map<string, AppError>;
}

/** Fields whose words are among those that a video is found by; deriving a video gathers them. */
const videoWords: readonly string[] = ['title', 'details', 'code', 'director'];

/** What is said of an id that nothing has. */
export const notFound = (kind: EntityKind): AppError =>
  kind === 'video' ? new AppError('video.not_found') : new AppError('entity.not_found', { kind });

/** The edit of one row as a change: lists with what is added and without what is removed. @throws AppError `entity.list_full` */
const changeOf = ({ set, add = {}, remove = {} }: Edit, before: Row): Change => {
  const lists = [...new Set([...Object.keys(add), ...Object.keys(remove)])].map((name) => {
    const present = (set[name] ?? before[name]) as readonly string[];
    const gone = new Set(remove[name]);
    const list = [...new Set([...present, ...(add[name] ?? [])])].filter((value) => !gone.has(value));
    const most = (mostEntries as Readonly<Record<string, number>>)[name] ?? Infinity;
    if (list.length > Math.max(most, present.length)) throw new AppError('entity.list_full', { field: name, most });
    return [name, list] as const;
  });
  return { ...set, ...Object.fromEntries(lists) };
};

/**
 * Writes entities of every kind, always within a transaction that the caller runs (see {@link EntitiesService}). Whoever writes an id of
 * another entity keeps that from being deleted meanwhile; whoever deletes an entity takes its id out of all rows first.
 */
@Injectable()
export class EntityStore {
  constructor(
    private readonly entities: EntityRepository,
    private readonly customFields: CustomFieldsRepository,
    private readonly pictures: PicturesRepository,
    private readonly projection: ProjectionRepository,
    private readonly events: EntityEvents,
  ) {}

  /** @throws AppError `entity.reference_missing`, `entity.name_taken`, `entity.circle`, `custom_field.unknown`, `custom_field.value_invalid` */
  async create(tx: Tx, kind: Exclude<EntityKind, 'video'>, body: Change): Promise<string> {
    const definition = kinds[kind];
    const id = newId();
    const change = await this.resolved(tx, definition, body);
    const empty = Object.fromEntries(Object.entries(definition.fields).map(([name, { initial }]) => [name, initial]));
    const row = { ...empty, ...definition.columns(change, empty) };
    for (const error of (await this.nameErrors(tx, definition, [{ id, values: row }])).values()) throw error;
    await this.entities.insert(tx, definition, id, row);
    await this.events.created(tx, kind, id);
    if (kind === 'marker') await this.markersChanged(tx, [row]);
    return id;
  }

  /**
   * Makes one edit to some rows, or to none of them. Rows that are so already stay as they are, and keep their version.
   * @param versions versions that the editor may have seen; null accepts any
   * @throws AppError as {@link create}, and `entity.not_found` or `video.not_found`, `request.conflict`, `entity.list_full`
   */
  async update(
    tx: Tx,
    kind: EntityKind,
    ids: readonly string[],
    edit: Edit,
    versions: readonly number[] | null = null,
  ): Promise<Changed[]> {
    const edited = await this.editOf(tx, kinds[kind], edit);
    const { changed, failed } = await this.rewriteEach(tx, kind, ids, (row) => {
      if (versions !== null && !versions.includes(row.version)) throw new AppError('request.conflict');
      return edited(row);
    });
    for (const error of failed.values()) throw error;
    return changed;
  }

  /** Makes one edit to each of some rows that it can be made to. @throws AppError as {@link create} for what the edit names */
  async updateEach(tx: Tx, kind: EntityKind, ids: readonly string[], edit: Edit): Promise<Outcome> {
    return this.rewriteEach(tx, kind, ids, await this.editOf(tx, kinds[kind], edit));
  }

  /** What {@link updateEach} would do. */
  async forecast(tx: Tx, kind: EntityKind, ids: readonly string[], edit: Edit): Promise<{ changed: number; failed: number }> {
    const edited = await this.editOf(tx, kinds[kind], edit);
    const { changes, failed } = await this.plan(tx, kinds[kind], ids, await this.entities.read(tx, kinds[kind], ids), edited);
    return { changed: changes.length, failed: failed.size };
  }

  /**
   * Gives each of some rows the values that `valuesOf` says; an AppError of it is that row's failure. What other entities the values name
   * must be held already, and of rows that change their place in a tree only one may be given at a time, unless all get the same place.
   */
  async rewriteEach(tx: Tx, kind: EntityKind, ids: readonly string[], valuesOf: (row: StoredRow) => Row): Promise<Outcome> {
    const definition = kinds[kind];
    const { changes, failed } = await this.plan(tx, definition, ids, await this.entities.lock(tx, definition, ids), valuesOf);
    if (changes.length > 0) await this.write(tx, definition, changes);
    const changed = changes.map(({ row, after }) => {
      const fields = withCompanions(definition, Object.keys(after));
      const pick = (values: Row) => Object.fromEntries(fields.map((name) => [name, values[name]]));
      return { id: row.id, version: row.version + 1, before: pick(row.values), after: pick({ ...row.values, ...after }) };
    });
    return { changed, failed };
  }

  /** An edit whose ids are resolved, as what it makes of a row. */
  private async editOf(tx: Tx, definition: Kind, edit: Edit): Promise<(row: StoredRow) => Row> {
    const resolved = {
      set: await this.resolved(tx, definition, edit.set),
      add: (await this.resolved(tx, definition, edit.add ?? {})) as NonNullable<Edit['add']>,
      remove: edit.remove ?? {},
    };
    return ({ values }) => definition.columns(changeOf(resolved, values), values);
  }

  /** What is to be written, and which rows cannot be. */
  private async plan(
    tx: Tx,
    definition: Kind,
    ids: readonly string[],
    rows: readonly StoredRow[],
    valuesOf: (row: StoredRow) => Row,
  ): Promise<Plan> {
    const { kind, tree, unique } = definition;
    const failed = new Map<string, AppError>();
    const found = new Set(rows.map(({ id }) => id));
    for (const id of ids) if (!found.has(id)) failed.set(id, notFound(kind));
    const changes = rows.flatMap((row) => {
      try {
        const after = differing(row.values, valuesOf(row));
        return Object.keys(after).length === 0 ? [] : [{ row, after }];
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        failed.set(row.id, error);
        return [];
      }
    });
    const changing = (fields: readonly string[]) =>
      changes
        .filter(({ after }) => fields.some((name) => name in after))
        .map(({ row, after }) => ({ id: row.id, values: { ...row.values, ...after } }));
    if (unique !== undefined) for (const [id, error] of await this.nameErrors(tx, definition, changing(unique))) failed.set(id, error);
    const moved = tree === undefined ? [] : changing([tree.field]);
    if (tree !== undefined && moved.length > 0)
      for (const [id, via] of await this.entities.circles(tx, definition, tree, moved))
        failed.set(id, new AppError('entity.circle', { kind, ...via }));
    return { changes: changes.filter(({ row }) => !failed.has(row.id)), failed };
  }

  private async write(tx: Tx, definition: Kind, changes: Plan['changes']): Promise<void> {
    const { kind } = definition;
    const fields = [...new Set(changes.flatMap(({ after }) => Object.keys(after)))];
    const rows = changes.map(({ row, after }) => ({ id: row.id, values: { ...row.values, ...after } }));
    await this.entities.write(tx, definition, fields, rows);
    const ids = rows.map(({ id }) => id);
    if (kind === 'video' && fields.some((name) => videoWords.includes(name))) await this.projection.derive(tx, ids);
    await this.events.updated(tx, kind, ids, fields);
    if (kind === 'marker' && fields.includes('title'))
      await this.markersChanged(
        tx,
        rows.map(({ values }) => values),
      );
  }

  /**
   * Deletes entities; what had them loses them.
   * @returns keys of objects to remove from the store once this is committed
   * @throws AppError `entity.not_found`
   */
  async remove(tx: Tx, kind: Exclude<EntityKind, 'video'>, ids: readonly string[]): Promise<string[]> {
    const definition = kinds[kind];
    const rows = await this.lockAll(tx, definition, ids);
    await this.entities.replaceEverywhere(tx, kind, ids, null);
    const objects = await this.pictures.deleteOf(tx, ids);
    await this.entities.delete(tx, definition, ids);
    await this.entities.forget(tx, ids);
    await this.events.deleted(tx, kind, ids, null);
    if (kind === 'marker')
      await this.markersChanged(
        tx,
        rows.map((row) => row.values),
      );
    return objects;
  }

  /**
   * Merges others into one, which keeps what it has and takes over what it lacks: their links, names, ids, pictures and values. Their
   * ids lead to it from then on.
   * @throws AppError `entity.not_found`, `entity.merge_itself`, `entity.reference_missing` for others that are not there
   */
  async merge(tx: Tx, kind: Exclude<EntityKind, 'video'>, id: string, others: readonly string[]): Promise<void> {
    const definition = kinds[kind];
    if (others.includes(id)) throw new AppError('entity.merge_itself', { kind });
    if (definition.tree) await this.entities.lockTree(tx, kind);
    const rows = await this.entities.lock(tx, definition, [id, ...others]);
    const stays = rows.find((row) => row.id === id);
    if (stays === undefined) throw notFound(kind);
    const gone = others.map((other) => rows.find((row) => row.id === other));
    const missing = others.filter((_, index) => gone[index] === undefined);
    if (missing.length > 0) throw new AppError('entity.reference_missing', { kind, ids: missing });
    const merged = mergeRows(
      definition,
      [stays, ...gone.filter((row) => row !== undefined)].map((row) => row.values),
    );
    await this.entities.replaceEverywhere(tx, kind, others, id);
    await this.openCircles(tx, definition, id, others, merged);
    await this.entities.write(tx, definition, Object.keys(definition.fields), [{ id, values: merged }]);
    if (isNamed(kind)) await this.pictures.move(tx, kind, others, id);
    await this.entities.moveSuggestions(tx, others, id);
    await this.entities.remember(tx, kind, others, id);
    await this.entities.delete(tx, definition, others);
    await this.events.merged(tx, kind, id, others, Object.keys(differing(stays.values, merged)));
  }

  /**
   * Takes out of the merged row what leads back to it now that the others are it: where a tag was above another, and both became one.
   * Of several possible parents the first that is left is taken.
   */
  private async openCircles(tx: Tx, definition: Kind, id: string, others: readonly string[], merged: Row): Promise<void> {
    const { tree, kind } = definition;
    if (tree === undefined) return;
    const back = await this.entities.leadingTo(tx, definition, tree, id);
    const leads = (other: unknown) => other === id || others.includes(String(other)) || back.has(String(other));
    if (tree.many) merged[tree.field] = (merged[tree.field] as string[]).filter((other) => !leads(other));
    else if (leads(merged[tree.field])) merged[tree.field] = await this.otherParent(tx, definition, tree.field, others, leads);
    if (kind === 'group') merged['parts'] = (merged['parts'] as { id: string }[]).filter((part) => !leads(part.id));
  }

  private async otherParent(tx: Tx, definition: Kind, field: string, others: readonly string[], leads: (id: unknown) => boolean) {
    const rows = await this.entities.lock(tx, definition, others);
    return rows.map((row) => row.values[field]).find((parent) => parent !== null && !leads(parent)) ?? null;
  }

  private async lockAll(tx: Tx, definition: Kind, ids: readonly string[]): Promise<StoredRow[]> {
    const rows = await this.entities.lock(tx, definition, ids);
    if (rows.length < new Set(ids).size) throw notFound(definition.kind);
    return rows;
  }

  /**
   * The change with former ids replaced by what they lead to. Everything that it names exists until the end of the transaction; this comes
   * before the locks of the changed rows, in the order in which a deletion takes them.
   */
  private async resolved(tx: Tx, definition: Kind, change: Change): Promise<Change> {
    const { kind, tree } = definition;
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    if (tree !== undefined && (given[tree.field] !== undefined || given['groups'] !== undefined)) await this.entities.lockTree(tx, kind);
    if (given['custom'] !== undefined) {
      const keys = Object.keys(given['custom'] as object);
      checkCustomValues(kind, given['custom'] as Change, await this.customFields.hold(tx, kind, keys));
    }
    const now = new Map<string, string>();
    for (const [target, ids] of referencesIn(kind, given)) {
      const found = await this.entities.hold(tx, target, [...ids]);
      const missing = [...ids].filter((id) => !found.has(id));
      if (missing.length === 0) continue;
      for (const [id, instead] of await this.successors(tx, target, missing)) now.set(id, instead);
    }
    return now.size === 0 ? given : mapReferences(kind, given, (_, id) => now.get(id) ?? id);
  }

  private async successors(tx: Tx, kind: EntityKind, ids: readonly string[]): Promise<Map<string, string>> {
    const former = await this.entities.formerIds(tx, kind, ids);
    const held = await this.entities.hold(tx, kind, [...former.values()]);
    const missing = ids.filter((id) => !held.has(former.get(id) ?? ''));
    if (missing.length > 0) throw new AppError('entity.reference_missing', { kind, ids: missing });
    return former;
  }

  /** The error of each of the rows that would have the name of another entity. */
  private async nameErrors(tx: Tx, definition: Kind, rows: readonly { id: string; values: Row }[]): Promise<Map<string, AppError>> {
    if (definition.unique === undefined || rows.length === 0) return new Map();
    const namesakes = await this.entities.namesakes(tx, definition, rows);
    const errorOf = ({ id, values }: { id: string; values: Row }) =>
      new AppError('entity.name_taken', { kind: definition.kind, name: values['name'], id: namesakes.get(id) });
    return new Map(rows.filter(({ id }) => namesakes.has(id)).map((row) => [row.id, errorOf(row)]));
  }

  /** A video is found by the titles of its markers, and shows how many it has. */
  private async markersChanged(tx: Tx, markers: readonly Row[]): Promise<void> {
    const videoIds = [...new Set(markers.map((marker) => marker['videoId'] as string))].sort();
    await this.projection.derive(tx, videoIds);
    await this.events.updated(tx, 'video', videoIds, ['markers']);
  }
}

/** The values of `after` that differ from `before`. */
const differing = (before: Row, after: Row): Row =>
  Object.fromEntries(Object.entries(after).filter(([name, value]) => !isDeepStrictEqual(value, before[name])));
