import type { Readable } from 'node:stream';
import type { DependencyState } from '@reelm/contracts';
import { Client } from 'minio';
import { AppError } from '../errors.js';
import { assertKey, contentTypeOf, ObjectStore, type ByteRange, type ObjectInfo } from './object-store.js';
import { withPatience, type Patience } from './patience.js';
import { retold } from './retold.js';

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');
const missing = new Set(['NoSuchKey', 'NotFound', 'NoSuchBucket']);

/** A server on slow disks that is busy with much else is given time; one that is gone is noticed before a person gives up. */
const standardPatience: Patience = { connectMs: 10_000, silenceMs: 30_000 };

export interface S3Options {
  endpoint: string;
  region: string;
  bucket: string;
  accessKey: string;
  secretKey: string;
  patience?: Patience;
}

/** The object store on any S3 server. The bucket is made when missing. */
export class S3ObjectStore extends ObjectStore {
  private readonly client: Client;
  private readonly bucket: string;
  private bucketReady: Promise<void> | undefined;

  constructor(private readonly options: S3Options) {
    super();
    const url = new URL(options.endpoint);
    const useSSL = url.protocol === 'https:';
    this.bucket = options.bucket;
    this.client = new Client({
      endPoint: url.hostname,
      port: Number(url.port || (useSSL ? 443 : 80)),
      useSSL,
      region: options.region,
      accessKey: options.accessKey,
      secretKey: options.secretKey,
      pathStyle: true,
      transport: withPatience(url.protocol, options.patience ?? standardPatience),
    });
  }

  async put(key: string, body: Buffer | Readable, options: { contentType: string }): Promise<ObjectInfo> {
    assertKey(key);
    await this.attempt(key, async () => {
      await this.ready();
      await this.upload(key, body, options.contentType);
    });
    return this.stat(key);
  }

  private async upload(key: string, body: Buffer | Readable, contentType: string): Promise<void> {
    const uploaded = this.client.putObject(this.bucket, key, body, undefined, { 'Content-Type': contentType });
    if (Buffer.isBuffer(body)) return void (await uploaded);
    // The client does not notice that its source broke and would wait for more for ever.
    const broken = new Promise<never>((_, reject) => body.once('error', reject));
    try {
      await Promise.race([uploaded, broken]);
    } catch (error) {
      await this.client.removeIncompleteUpload(this.bucket, key).catch(() => undefined);
      throw error;
    }
  }

  async get(key: string, range?: ByteRange): Promise<{ stream: Readable; info: ObjectInfo }> {
    const info = await this.stat(key);
    const stream = await this.attempt(key, () =>
      range === undefined
        ? this.client.getObject(this.bucket, key)
        : this.client.getPartialObject(this.bucket, key, range.start, range.end - range.start + 1),
    );
    return { stream: retold(stream, (error) => this.translate(error, key)), info };
  }

  async stat(key: string): Promise<ObjectInfo> {
    assertKey(key);
    const found = await this.attempt(key, () => this.client.statObject(this.bucket, key));
    return { key, size: found.size, modifiedAt: found.lastModified, etag: found.etag.replaceAll('"', ''), contentType: contentTypeOf(key) };
  }

  async remove(keys: readonly string[]): Promise<void> {
    keys.forEach(assertKey);
    if (keys.length > 0) await this.attempt('', () => this.client.removeObjects(this.bucket, [...keys]));
  }

  async *list(prefix: string): AsyncGenerator<{ key: string; size: number; modifiedAt: Date }> {
    const items: AsyncIterable<{ name?: string; size: number; lastModified?: Date }> = this.client.listObjectsV2(this.bucket, prefix, true);
    try {
      for await (const { name, size, lastModified } of items)
        if (name !== undefined) yield { key: name, size, modifiedAt: lastModified ?? new Date(0) };
    } catch (error) {
      throw this.translate(error, prefix);
    }
  }

  async check(): Promise<DependencyState> {
    try {
      await this.ready();
      await this.client.bucketExists(this.bucket);
      return { name: 'storage', state: 'up' };
    } catch (error) {
      return { name: 'storage', state: 'down', detail: this.translate(error, '').message };
    }
  }

  describe(): Promise<{ driver: 's3'; detail: string; freeBytes: null }> {
    return Promise.resolve({ driver: 's3', detail: `${new URL(this.options.endpoint).host}/${this.bucket}`, freeBytes: null });
  }

  private ready(): Promise<void> {
    this.bucketReady ??= this.makeBucket().catch((error: unknown) => {
      this.bucketReady = undefined;
      throw error;
    });
    return this.bucketReady;
  }

  private async makeBucket(): Promise<void> {
    if (await this.client.bucketExists(this.bucket)) return;
    await this.client.makeBucket(this.bucket, this.options.region).catch((error: unknown) => {
      // Another service was faster.
      if (!codeOf(error).startsWith('BucketAlready')) throw error;
    });
  }

  private async attempt<T>(key: string, action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      throw this.translate(error, key);
    }
  }

  private translate(error: unknown, key: string): AppError {
    if (error instanceof AppError) return error;
    const code = codeOf(error);
    if (missing.has(code)) return new AppError('storage.not_found', { key }, { cause: error });
    if (code === 'XMinioStorageFull' || code === 'QuotaExceeded')
      return new AppError('storage.full', { path: this.bucket }, { cause: error });
    return new AppError('storage.unavailable', { problem: code || String(error) }, { cause: error });
  }
}
