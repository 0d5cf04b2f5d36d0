import { Injectable } from '@nestjs/common';
import type { EntityKind } from '@reelm/contracts';
import { AppError, Database, Log, ObjectStore, type Tx } from '@reelm/service-kit';
import { settled } from '../database/settled.js';
import { EntityRepository, type StoredRow } from './entity.repository.js';
import { EntityStore } from './entity.store.js';
import type { Change, Row } from './kinds.js';

type Kind = Exclude<EntityKind, 'video'>;

/** What a request does to one entity of any kind. */
@Injectable()
export class EntitiesService {
  constructor(
    private readonly store: EntityStore,
    private readonly entities: EntityRepository,
    private readonly database: Database,
    private readonly objects: ObjectStore,
    private readonly log: Log,
  ) {}

  /** Returns the id. @throws AppError as {@link EntityStore.create} */
  create(kind: Kind, body: Change): Promise<string> {
    return this.run((tx) => this.store.create(tx, kind, body));
  }

  /** @param versions versions that the editor may have seen; null accepts any. @throws AppError as {@link EntityStore.update} */
  async update(kind: EntityKind, id: string, change: Change, versions: readonly number[] | null): Promise<void> {
    await this.run((tx) => this.store.update(tx, kind, [id], { set: change }, versions));
  }

  /** Gives each of several entities the values that `valuesOf` says, all at once; those that are gone are left out. */
  async rewriteEach(kind: EntityKind, ids: readonly string[], valuesOf: (row: StoredRow) => Row): Promise<void> {
    await this.run((tx) => this.store.rewriteEach(tx, kind, ids, valuesOf));
  }

  /** @throws AppError `entity.not_found` */
  async remove(kind: Kind, id: string): Promise<void> {
    const keys = await this.run((tx) => this.store.remove(tx, kind, [id]));
    await this.objects
      .remove(keys)
      .catch((error: unknown) => this.log.warning({ err: error, keys }, 'pictures of what was deleted are left over'));
  }

  /** @throws AppError as {@link EntityStore.merge} */
  async merge(kind: Kind, id: string, others: readonly string[]): Promise<void> {
    await this.run((tx) => this.store.merge(tx, kind, id, [...new Set(others)]));
  }

  /** What `read` finds under this id, or under the one that it was merged into. @throws AppError `entity.not_found` */
  async follow<T>(kind: EntityKind, id: string, read: (id: string) => Promise<T | undefined>): Promise<T> {
    const found = await read(id);
    if (found !== undefined) return found;
    const now = (await this.entities.formerIds(this.database, kind, [id])).get(id);
    const moved = now === undefined ? undefined : await read(now);
    if (moved === undefined) throw kind === 'video' ? new AppError('video.not_found') : new AppError('entity.not_found', { kind });
    return moved;
  }

  private run<R>(work: (tx: Tx) => Promise<R>): Promise<R> {
    return settled(this.database, work);
  }
}
