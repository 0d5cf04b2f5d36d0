import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { httpStatus } from './http-probe.js';
import { ManagedProcess } from './managed-process.js';
import { findProgram } from './paths.js';
import { choosePort } from './ports.js';

export interface S3Server {
  endpoint: string;
  accessKey: string;
  secretKey: string;
  process: ManagedProcess;
}

/** The program of a MinIO (on the path, or by `go install`); undefined where none is installed. */
export const findS3Server = (): string | undefined => findProgram('minio', [join(homedir(), 'go', 'bin')]);

/** A MinIO of its own with its files below `folder`, for tests; undefined where none is installed. */
export async function startS3Server(folder: string): Promise<S3Server | undefined> {
  const program = findS3Server();
  if (program === undefined) return undefined;
  mkdirSync(join(folder, 'objects'), { recursive: true });
  const port = await choosePort(new Set());
  const endpoint = `http://127.0.0.1:${port}`;
  const [accessKey, secretKey] = ['reelm-test', 'reelm-test-secret'];
  const server = new ManagedProcess(
    {
      name: 'minio',
      command: program,
      args: ['server', '--quiet', '--address', `127.0.0.1:${port}`, join(folder, 'objects')],
      cwd: folder,
      env: { HOME: folder, MINIO_ROOT_USER: accessKey, MINIO_ROOT_PASSWORD: secretKey, MINIO_BROWSER: 'off', MINIO_UPDATE: 'off' },
      stopSignal: 'SIGTERM',
      deathSignal: 'SIGKILL',
      stopTimeoutMs: 5_000,
      readyTimeoutMs: 30_000,
      isReady: async () => (await httpStatus(`${endpoint}/minio/health/ready`)) === 200,
    },
    join(folder, 'minio.log'),
    () => undefined,
  );
  await server.start();
  return { endpoint, accessKey, secretKey, process: server };
}
