import { Injectable } from '@nestjs/common';
import type { EntityKind } from '@reelm/contracts';
import type { Tx } from '@reelm/service-kit';
import { EntityRepository } from '../entities/entity.repository.js';
import { kinds, type Row } from '../entities/kinds.js';
import { referencesIn } from '../entities/references.js';

/** Where the ids of one kind lead that are no more: to where they were merged, or nowhere. */
type Gone = ReadonlyMap<string, string | null>;

/** Old values of rows, as they can be written again. */
@Injectable()
export class LivingReferences {
  constructor(private readonly entities: EntityRepository) {}

  /**
   * The rows with ids of what was merged replaced by where they went, and without those of what was deleted. All that they name then exists
   * until the end of the transaction; this comes before the locks of the rows that are written.
   */
  async of(tx: Tx, kind: EntityKind, rows: readonly Row[]): Promise<Row[]> {
    const { tree } = kinds[kind];
    if (tree !== undefined && rows.some((row) => tree.field in row)) await this.entities.lockTree(tx, kind);
    const named = new Map<EntityKind, Set<string>>();
    for (const row of rows)
      for (const [target, ids] of referencesIn(kind, row)) named.set(target, new Set([...(named.get(target) ?? []), ...ids]));
    let living = [...rows];
    for (const [target, ids] of [...named].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const gone = await this.gone(tx, target, [...ids]);
      if (gone.size > 0) living = living.map((row) => without(kind, row, target, gone));
    }
    return living;
  }

  private async gone(tx: Tx, target: EntityKind, ids: readonly string[]): Promise<Gone> {
    const held = await this.entities.hold(tx, target, ids);
    const missing = ids.filter((id) => !held.has(id));
    if (missing.length === 0) return new Map();
    const former = await this.entities.formerIds(tx, target, missing);
    const successors = await this.entities.hold(tx, target, [...former.values()]);
    return new Map(
      missing.map((id) => {
        const now = former.get(id);
        return [id, now !== undefined && successors.has(now) ? now : null];
      }),
    );
  }
}

/** The row without ids of `target` that are gone. */
const without = (kind: EntityKind, row: Row, target: EntityKind, gone: Gone): Row => {
  const { fields, documents = [] } = kinds[kind];
  const changed = { ...row };
  for (const [name, { to, type }] of Object.entries(fields)) {
    if (to !== target || changed[name] == null) continue;
    const ids = [changed[name] as string | string[]].flat().flatMap((id) => (gone.has(id) ? (gone.get(id) ?? []) : [id]));
    changed[name] = type === 'uuid[]' ? [...new Set(ids)] : (ids[0] ?? null);
  }
  for (const { field, to, replace } of documents) {
    if (to !== target || changed[field] === undefined) continue;
    for (const [id, instead] of gone) changed[field] = replace(changed[field], new Set([id]), instead);
  }
  return changed;
};
