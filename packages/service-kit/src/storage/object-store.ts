import type { Readable } from 'node:stream';
import type { DependencyState } from '@reelm/contracts';

export interface ObjectInfo {
  key: string;
  size: number;
  modifiedAt: Date;
  /** Changes when the content changes; without quotes. */
  etag: string;
  contentType: string;
}

/** Bytes `start` to `end`, both included, as in an HTTP range. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * Where artifacts are kept. Keys are relative paths of letters, digits and `. _ - /`; an object is whole or absent, never half written.
 * All methods throw AppError `storage.unavailable` when the store cannot be reached, and `storage.full` when there is no room; so do the
 * streams of objects while they are read.
 */
export abstract class ObjectStore {
  abstract put(key: string, body: Buffer | Readable, options: { contentType: string }): Promise<ObjectInfo>;
  /** @throws AppError `storage.not_found` */
  abstract get(key: string, range?: ByteRange): Promise<{ stream: Readable; info: ObjectInfo }>;
  /** @throws AppError `storage.not_found` */
  abstract stat(key: string): Promise<ObjectInfo>;
  /** Removing what is not there is no error. */
  abstract remove(keys: readonly string[]): Promise<void>;
  abstract list(prefix: string): AsyncIterable<{ key: string; size: number; modifiedAt: Date }>;
  abstract check(): Promise<DependencyState>;
  /** For the status page. */
  abstract describe(): Promise<{ driver: 'file' | 's3'; detail: string; freeBytes: number | null }>;
}

/** @throws Error for a key that could lead out of the store. */
export function assertKey(key: string): void {
  if (!/^[\w][\w./-]*$/.test(key) || key.split('/').some((part) => part === '' || part === '.' || part === '..')) {
    throw new Error(`Not an object key: ${key}`);
  }
}

const types: Record<string, string> = {
  jpg: 'image/jpeg',
  webp: 'image/webp',
  png: 'image/png',
  vtt: 'text/vtt; charset=utf-8',
  mp4: 'video/mp4',
  json: 'application/json',
};
/** Content type by the key's ending. */
export const contentTypeOf = (key: string): string => types[key.slice(key.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
