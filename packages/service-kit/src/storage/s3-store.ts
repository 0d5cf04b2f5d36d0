import type { Readable } from 'node:stream';
import type { DependencyState } from '@reelm/contracts';
import { Client } from 'minio';
import { AppError } from '../errors.js';
import { assertKey, contentTypeOf, ObjectStore, type ByteRange, type ObjectInfo } from './object-store.js';

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');
const missing = new Set(['NoSuchKey', 'NotFound', 'NoSuchBucket']);

/** The object store on any S3 server. The bucket is made when missing. */
export class S3ObjectStore extends ObjectStore {
  private readonly client: Client;
  private readonly bucket: string;
  private bucketReady: Promise<void> | undefined;

  constructor(private readonly options: { endpoint: string; region: string; bucket: string; accessKey: string; secretKey: string }) {
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
    return { stream, info };
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
    for await (const item of this.client.listObjectsV2(this.bucket, prefix, true) as AsyncIterable<{
      name?: string;
      size: number;
      lastModified?: Date;
    }>) {
      if (item.name !== undefined) yield { key: item.name, size: item.size, modifiedAt: item.lastModified ?? new Date(0) };
    }
  }

  async check(): Promise<DependencyState> {
    try {
      await this.ready();
      await this.client.bucketExists(this.bucket);
      return { name: 'storage', state: 'up' };
    } catch (error) {
      return { name: 'storage', state: 'down', detail: codeOf(error) || String(error) };
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
      if (error instanceof AppError) throw error;
      const code = codeOf(error);
      if (missing.has(code)) throw new AppError('storage.not_found', { key }, { cause: error });
      if (code === 'XMinioStorageFull' || code === 'QuotaExceeded')
        throw new AppError('storage.full', { path: this.bucket }, { cause: error });
      throw new AppError('storage.unavailable', { problem: code || String(error) }, { cause: error });
    }
  }
}
