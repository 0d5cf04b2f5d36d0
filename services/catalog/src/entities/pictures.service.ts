import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { NamedKind, Picture } from '@reelm/contracts';
import { AppError, Database, Log, newId, ObjectStore, type Tx } from '@reelm/service-kit';
import type { Artifact } from '../media/media.service.js';
import { toPicture } from './detail.js';
import { EntityEvents } from './entity-events.js';
import { EntityRepository } from './entity.repository.js';
import { kinds } from './kinds.js';
import { encodePicture, readAll } from './picture-file.js';
import { PicturesRepository, type PictureRow } from './pictures.repository.js';

/** Where they are in the object store. */
export const pictureFolder = 'pictures/';

/** Pictures of performers, studios, tags and groups. One is never changed, so its address may be kept for ever. */
@Injectable()
export class PicturesService {
  constructor(
    private readonly pictures: PicturesRepository,
    private readonly entities: EntityRepository,
    private readonly events: EntityEvents,
    private readonly database: Database,
    private readonly objects: ObjectStore,
    private readonly log: Log,
  ) {}

  /** Adds a picture behind those that are there. @throws AppError `entity.not_found`, `request.too_large`, `picture.not_image`, `picture.unreadable` */
  async add(kind: NamedKind, entityId: string, body: Readable): Promise<Picture> {
    await this.database.transaction((tx) => this.hold(tx, kind, entityId));
    const { bytes, ...file } = await encodePicture(await readAll(body));
    const id = newId();
    const version = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    const picture: PictureRow = { id, kind, entityId, version, objectKey: `${pictureFolder}${id}/${version}.webp`, ...file };
    await this.objects.put(picture.objectKey, bytes, { contentType: file.contentType });
    try {
      await this.change(kind, entityId, (tx) => this.pictures.insert(tx, picture));
    } catch (error) {
      await this.removeObject(picture.objectKey);
      throw error;
    }
    return toPicture(picture);
  }

  /** Puts all pictures in order. @throws AppError `entity.not_found`, `picture.order_incomplete` */
  async arrange(kind: NamedKind, entityId: string, ids: readonly string[]): Promise<Picture[]> {
    return this.change(kind, entityId, async (tx) => {
      const present = (await this.pictures.of(tx, entityId)).map(({ id }) => id);
      const complete = ids.length === present.length && new Set(ids).size === ids.length && present.every((id) => ids.includes(id));
      if (!complete) throw new AppError('picture.order_incomplete', { count: present.length });
      await this.pictures.arrange(tx, entityId, ids);
      return (await this.pictures.of(tx, entityId)).map(toPicture);
    });
  }

  /** @throws AppError `picture.not_found` */
  async remove(id: string): Promise<void> {
    const { kind, entityId, objectKey } = await this.find(id);
    await this.change(kind, entityId, (tx) => this.pictures.delete(tx, id));
    await this.removeObject(objectKey);
  }

  /** @throws AppError `picture.not_found` */
  async open(id: string): Promise<Artifact> {
    const { objectKey, version, contentType } = await this.find(id);
    return {
      version,
      open: async () => {
        const { stream, info } = await this.objects.get(objectKey);
        return { body: stream, size: info.size, contentType };
      },
    };
  }

  private async find(id: string): Promise<PictureRow> {
    const picture = await this.pictures.find(id);
    if (picture === undefined) throw new AppError('picture.not_found');
    return picture;
  }

  /** Changes the pictures of one entity; the first of them is shown from then on. */
  private change<R>(kind: NamedKind, entityId: string, work: (tx: Tx) => Promise<R>): Promise<R> {
    return this.database.transaction(async (tx) => {
      await this.hold(tx, kind, entityId);
      const result = await work(tx);
      await this.pictures.showFirst(tx, kind, entityId);
      await this.events.updated(tx, kind, [entityId], ['pictures']);
      return result;
    });
  }

  private async hold(tx: Tx, kind: NamedKind, entityId: string): Promise<void> {
    if ((await this.entities.lock(tx, kinds[kind], [entityId])).length === 0) throw new AppError('entity.not_found', { kind });
  }

  /** Nobody knows the object any more; one that stays behind costs its bytes and nothing else. */
  private async removeObject(key: string): Promise<void> {
    await this.objects.remove([key]).catch((error: unknown) => this.log.warning({ err: error, key }, 'a picture is left over'));
  }
}
