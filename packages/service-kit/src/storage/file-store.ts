import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { DependencyState } from '@reelm/contracts';
import { newId } from '../context.js';
import { AppError } from '../errors.js';
import { assertKey, contentTypeOf, ObjectStore, type ByteRange, type ObjectInfo } from './object-store.js';
import { retold } from './retold.js';

const temporaryFolder = '.incoming';
/** With less than this hardly anything can be written. */
const leastFreeBytes = 1024 ** 2;

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** The object store on a local folder: an object is a file, written beside and renamed into place. */
export class FileObjectStore extends ObjectStore {
  private readonly root: string;

  constructor(
    root: string,
    private readonly leastFree = leastFreeBytes,
  ) {
    super();
    this.root = resolve(root);
  }

  async put(key: string, body: Buffer | Readable): Promise<ObjectInfo> {
    const target = this.pathOf(key);
    const temporary = join(this.root, temporaryFolder, newId());
    try {
      await mkdir(dirname(temporary), { recursive: true });
      await mkdir(dirname(target), { recursive: true });
      // `flush` puts the bytes on disk before the rename makes them visible.
      await pipeline(Buffer.isBuffer(body) ? Readable.from([body]) : body, createWriteStream(temporary, { flush: true }));
      await rename(temporary, target);
    } catch (error) {
      await rm(temporary, { force: true });
      throw this.translate(error, key);
    }
    return this.stat(key);
  }

  async get(key: string, range?: ByteRange): Promise<{ stream: Readable; info: ObjectInfo }> {
    const info = await this.stat(key);
    return { stream: retold(createReadStream(this.pathOf(key), range ?? {}), (error) => this.translate(error, key)), info };
  }

  async stat(key: string): Promise<ObjectInfo> {
    try {
      const stats = await stat(this.pathOf(key));
      return {
        key,
        size: stats.size,
        modifiedAt: stats.mtime,
        etag: `${stats.size.toString(36)}-${Math.round(stats.mtimeMs).toString(36)}`,
        contentType: contentTypeOf(key),
      };
    } catch (error) {
      throw this.translate(error, key);
    }
  }

  async remove(keys: readonly string[]): Promise<void> {
    await Promise.all(keys.map((key) => rm(this.pathOf(key), { force: true })));
  }

  async *list(prefix: string): AsyncGenerator<{ key: string; size: number; modifiedAt: Date }> {
    const folder = join(this.root, prefix.includes('/') ? prefix.slice(0, prefix.lastIndexOf('/')) : '');
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return [];
      throw this.translate(error, prefix);
    });
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name);
      const key = relative(this.root, path).split(sep).join('/');
      if (!entry.isFile() || !key.startsWith(prefix) || key.startsWith(temporaryFolder)) continue;
      const stats = await stat(path);
      yield { key, size: stats.size, modifiedAt: stats.mtime };
    }
  }

  async check(): Promise<DependencyState> {
    try {
      await mkdir(this.root, { recursive: true });
      const isFull = (await this.freeBytes()) < this.leastFree;
      return isFull ? { name: 'storage', state: 'degraded', detail: 'its disk is full' } : { name: 'storage', state: 'up' };
    } catch (error) {
      return { name: 'storage', state: 'down', detail: codeOf(error) };
    }
  }

  async describe(): Promise<{ driver: 'file'; detail: string; freeBytes: number | null }> {
    return { driver: 'file', detail: this.root, freeBytes: await this.freeBytes().catch(() => null) };
  }

  private async freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.root);
    return bavail * bsize;
  }

  private pathOf(key: string): string {
    assertKey(key);
    return join(this.root, key);
  }

  private translate(error: unknown, key: string): AppError {
    const code = codeOf(error);
    if (code === 'ENOENT') return new AppError('storage.not_found', { key }, { cause: error });
    if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('storage.full', { path: this.root }, { cause: error });
    return new AppError('storage.unavailable', { problem: code || String(error) }, { cause: error });
  }
}
