import { Injectable } from '@nestjs/common';
import { entityEvents, events, type EntityKind } from '@reelm/contracts';
import { Outbox, type Tx } from '@reelm/service-kit';
import { EntityRepository } from './entity.repository.js';

/** Tells other services what became of entities. */
@Injectable()
export class EntityEvents {
  constructor(
    private readonly outbox: Outbox,
    private readonly entities: EntityRepository,
  ) {}

  async created(tx: Tx, kind: Exclude<EntityKind, 'video'>, id: string): Promise<void> {
    await this.outbox.append(tx, entityEvents[kind].created, [{ id, fields: [] }]);
  }

  /** @param fields names of the contract's fields that changed */
  async updated(tx: Tx, kind: EntityKind, ids: readonly string[], fields: readonly string[]): Promise<void> {
    if (kind !== 'video')
      return this.outbox.append(
        tx,
        entityEvents[kind].updated,
        ids.map((id) => ({ id, fields: [...fields] })),
      );
    const files = await this.entities.filesOf(tx, ids);
    await this.outbox.append(
      tx,
      events.videoUpdated,
      ids.map((videoId) => ({ videoId, fileIds: files.get(videoId) ?? [], fields: [...fields] })),
    );
  }

  /** @param mergedInto where they went; null where they are gone */
  async deleted(tx: Tx, kind: Exclude<EntityKind, 'video'>, ids: readonly string[], mergedInto: string | null): Promise<void> {
    await this.outbox.append(
      tx,
      entityEvents[kind].deleted,
      ids.map((id) => ({ id, mergedInto })),
    );
  }

  async videoCreated(tx: Tx, video: { videoId: string; fileIds: string[]; fields: string[] }): Promise<void> {
    await this.outbox.append(tx, events.videoCreated, [video]);
  }

  async videosDeleted(tx: Tx, videos: readonly { videoId: string; fileIds: string[]; mergedInto?: string }[]): Promise<void> {
    await this.outbox.append(
      tx,
      events.videoDeleted,
      videos.map((video) => ({ ...video, fields: [] })),
    );
  }

  async merged(
    tx: Tx,
    kind: Exclude<EntityKind, 'video'>,
    id: string,
    others: readonly string[],
    fields: readonly string[],
  ): Promise<void> {
    await this.outbox.append(tx, entityEvents[kind].updated, [{ id, fields: [...fields], mergedFrom: [...others] }]);
    await this.deleted(tx, kind, others, id);
  }
}
