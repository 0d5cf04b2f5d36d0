import { join } from 'node:path';
import { ConfigError, type BaseConfig } from '../config.js';
import { FileObjectStore } from './file-store.js';
import type { ObjectStore } from './object-store.js';
import { S3ObjectStore } from './s3-store.js';

/** @throws ConfigError when S3 is asked for without its address or keys. */
export function createObjectStore(config: BaseConfig): ObjectStore {
  if (config.REELM_STORAGE === 'file') return new FileObjectStore(config.REELM_STORAGE_DIR ?? join(config.REELM_DATA_DIR, 'objects'));
  const { REELM_S3_ENDPOINT: endpoint, REELM_S3_ACCESS_KEY: accessKey, REELM_S3_SECRET_KEY: secretKey } = config;
  if (endpoint === undefined || accessKey === undefined || secretKey === undefined) {
    throw new ConfigError('REELM_STORAGE=s3 needs REELM_S3_ENDPOINT, REELM_S3_ACCESS_KEY and REELM_S3_SECRET_KEY.');
  }
  return new S3ObjectStore({ endpoint, accessKey, secretKey, region: config.REELM_S3_REGION, bucket: config.REELM_S3_BUCKET });
}
