import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { temporaryFolder } from './folder.js';
import { until } from './until.js';

export interface TemporaryS3 {
  endpoint: string;
  accessKey: string;
  secretKey: string;
  stop(): Promise<void>;
}

/** MinIO's server where this machine has one: on PATH, or where `go install github.com/minio/minio@latest` puts it. */
export const findMinio = (): string | undefined =>
  [...(process.env['PATH'] ?? '').split(delimiter), join(process.env['GOPATH'] ?? join(homedir(), 'go'), 'bin'), '/go/bin'].map((folder) => join(folder, 'minio')).find((path) => existsSync(path));

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))));
    });
  });

/** A MinIO of its own with empty storage. @throws when there is none on this machine */
export async function temporaryS3(): Promise<TemporaryS3> {
  const program = findMinio();
  if (program === undefined) throw new Error('There is no minio on this machine.');
  const folder = await temporaryFolder();
  const endpoint = `http://127.0.0.1:${await freePort()}`;
  const [accessKey, secretKey] = ['reelm-test', 'reelm-test-secret'];
  const server = spawn(program, ['server', '--quiet', '--address', new URL(endpoint).host, folder.path], {
    env: { HOME: folder.path, MINIO_ROOT_USER: accessKey, MINIO_ROOT_PASSWORD: secretKey, MINIO_UPDATE: 'off', MINIO_BROWSER: 'off' },
    stdio: 'ignore',
  });
  await until('minio', async () => (await fetch(`${endpoint}/minio/health/live`)).ok, 30_000);
  return {
    endpoint,
    accessKey,
    secretKey,
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGKILL');
      await ended;
      await folder.remove();
    },
  };
}
