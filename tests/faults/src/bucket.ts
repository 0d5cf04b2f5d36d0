import { mkdirSync } from 'node:fs';
import { startS3Server, type S3Server } from '@reelm/local';
import { S3ObjectStore } from '@reelm/service-kit';
import { S3Proxy } from './s3-proxy.js';

const place = { region: 'us-east-1', bucket: 'reelm' };

/** An S3 server of a Reelm's own, which Reelm sees through a proxy that can do it harm. */
export class Bucket {
  private constructor(
    readonly server: S3Server,
    readonly proxy: S3Proxy,
    /** What is in it, past the proxy. */
    readonly objects: S3ObjectStore,
  ) {}

  static async start(folder: string): Promise<Bucket> {
    mkdirSync(folder, { recursive: true });
    const server = await startS3Server(folder);
    if (server === undefined) throw new Error('No S3 server (minio) was found.');
    const { endpoint, accessKey, secretKey } = server;
    return new Bucket(server, await S3Proxy.start(endpoint), new S3ObjectStore({ endpoint, accessKey, secretKey, ...place }));
  }

  /** What a Reelm has to know of it. */
  get environment(): Record<string, string> {
    return {
      REELM_STORAGE: 's3',
      REELM_S3_ENDPOINT: this.proxy.url,
      REELM_S3_REGION: place.region,
      REELM_S3_BUCKET: place.bucket,
      REELM_S3_ACCESS_KEY: this.server.accessKey,
      REELM_S3_SECRET_KEY: this.server.secretKey,
    };
  }

  async stop(): Promise<void> {
    await this.proxy.stop();
    await this.server.process.stop('SIGKILL');
  }
}
