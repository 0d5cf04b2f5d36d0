import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { AppError, ObjectStore, type ObjectInfo } from '@reelm/service-kit';
import { ObsoleteObjectsRepository } from './obsolete-objects.repository.js';

export interface NewObject {
  key: string;
  /** A stream is opened when it is its turn. */
  body: Buffer | (() => Readable);
  contentType: string;
}

/** Between the upload of an object and the end of its job; a database that is away delays it. */
const settlesWithin = '1 hour';

/** What is made of files, in the object store. All of it is swept away some day unless a row comes to refer to it. */
@Injectable()
export class ArtifactStore {
  constructor(
    private readonly obsolete: ObsoleteObjectsRepository,
    private readonly store: ObjectStore,
  ) {}

  /** @param staysFor how long nothing needs to refer to it, as PostgreSQL writes an interval */
  async put(object: NewObject, staysFor = settlesWithin): Promise<ObjectInfo> {
    await this.obsolete.announce([object.key], staysFor);
    return this.write(object);
  }

  async putAll(objects: readonly NewObject[]): Promise<void> {
    await this.obsolete.announce(
      objects.map(({ key }) => key),
      settlesWithin,
    );
    await Promise.all(objects.map((object) => this.write(object)));
  }

  /** Lets an object that nothing refers to stay for longer. @returns false where there is none */
  async keep(key: string, staysFor: string): Promise<boolean> {
    await this.obsolete.announce([key], staysFor);
    return this.areThere([key]);
  }

  async areThere(keys: readonly string[]): Promise<boolean> {
    try {
      await Promise.all(keys.map((key) => this.store.stat(key)));
      return true;
    } catch (error) {
      if (error instanceof AppError && error.code === 'storage.not_found') return false;
      throw error;
    }
  }

  private write({ key, body, contentType }: NewObject): Promise<ObjectInfo> {
    return this.store.put(key, typeof body === 'function' ? body() : body, { contentType });
  }
}
