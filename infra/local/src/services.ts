import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { serviceNames, type ServiceName } from '@reelm/contracts';
import type { DataDirectory, Ports, Secrets } from './data-directory.js';
import { httpStatus } from './http-probe.js';
import type { ProcessSpec } from './managed-process.js';
import { repositoryRoot } from './paths.js';
import { databaseUrl } from './postgres.js';

/** What the launcher knows when it writes a service's environment. */
export interface Wiring {
  /** Checkout whose built services are run. */
  root: string;
  data: DataDirectory;
  host: string;
  publicPort: number;
  ports: Ports;
  secrets: Secrets;
  libraries: readonly string[];
  /** The launcher's own environment, from which named settings are handed on. */
  environment: Readonly<Record<string, string | undefined>>;
  /** For tests: added to one service's environment. */
  extra: Partial<Record<ServiceName, Readonly<Record<string, string>>>>;
}

/** Part of the environment that every process needs to find programs, fonts, time zone and texts. */
const inherited = ['PATH', 'HOME', 'TZ', 'LANG'];

/** Settings that a user gives the launcher and that services read; a service gets what is listed for it, so secrets go where they belong. */
const handedOn: Readonly<Record<ServiceName | 'all', readonly string[]>> = {
  all: [
    'REELM_LOG_LEVEL',
    'REELM_OTLP_URL',
    'REELM_EVENT_RETENTION_DAYS',
    'REELM_STORAGE',
    'REELM_S3_ENDPOINT',
    'REELM_S3_REGION',
    'REELM_S3_BUCKET',
    'REELM_S3_ACCESS_KEY',
    'REELM_S3_SECRET_KEY',
  ],
  catalog: ['REELM_ADMIN_USER', 'REELM_ADMIN_PASSWORD', 'REELM_PUBLIC_URL', 'REELM_TRUSTED_PROXIES'],
  ingest: ['REELM_POLL_MINUTES', 'REELM_SETTLE_SECONDS'],
  transcode: ['REELM_TRANSCODE_WORKERS', 'REELM_STREAM_SCRATCH_MB', 'FFMPEG_PATH', 'FFPROBE_PATH'],
  faces: [],
  stashbox: ['REELM_SECRET_KEY'],
};

/** Only catalog is reachable from outside; it listens on the public port. */
export const servicePort = (name: ServiceName, wiring: Pick<Wiring, 'ports' | 'publicPort'>): number =>
  name === 'catalog' ? wiring.publicPort : (wiring.ports.services[name] ?? 0);

export const setupTokenPath = (data: DataDirectory): string => data.at('setup-token');

const pick = (environment: Wiring['environment'], names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));

/** Settings of one service alone. */
function ownSettings(name: ServiceName, wiring: Wiring): Record<string, string> {
  switch (name) {
    case 'catalog':
      return {
        REELM_HTTP_HOST: wiring.host,
        REELM_WEB_URL: `http://127.0.0.1:${wiring.ports.web}`,
        REELM_SETUP_TOKEN_FILE: setupTokenPath(wiring.data),
        ...Object.fromEntries(
          serviceNames
            .filter((peer) => peer !== 'catalog')
            .map((peer) => [`REELM_${peer.toUpperCase()}_URL`, `http://127.0.0.1:${servicePort(peer, wiring)}`]),
        ),
      };
    case 'ingest':
      return { REELM_LIBRARIES: wiring.libraries.join(':') };
    case 'faces': {
      const models = wiring.environment['REELM_FACE_MODELS'];
      // A service runs in its own folder, where a path relative to ours would lead elsewhere.
      return models ? { REELM_FACE_MODELS: resolve(models) } : {};
    }
    case 'transcode':
    case 'stashbox':
      return {};
  }
}

/**
 * In a container Node sees the memory limit and keeps to it. Here it would see the whole machine, and take it easy: the heap of a service whose
 * live data never exceeds 80 MiB grew to 240 MiB while 100,000 files were imported.
 */
const heapLimits = ['--max-semi-space-size=16', '--max-old-space-size=512'];

/** The whole environment of a service. The same names are used by Docker Compose. */
export function serviceEnvironment(name: ServiceName, wiring: Wiring): Record<string, string> {
  return {
    ...pick(wiring.environment, [...inherited, ...handedOn.all, ...handedOn[name]]),
    NODE_ENV: 'production',
    REELM_DATABASE_URL: databaseUrl(wiring.ports.postgres, name, wiring.secrets.databaseRoles[name] ?? ''),
    REELM_NATS_URL: `nats://127.0.0.1:${wiring.ports.nats}`,
    REELM_NATS_USER: name,
    REELM_NATS_PASSWORD: wiring.secrets.nats[name] ?? '',
    REELM_HTTP_HOST: '127.0.0.1',
    REELM_HTTP_PORT: String(servicePort(name, wiring)),
    REELM_DATA_DIR: wiring.data.at('services', name),
    REELM_STORAGE_DIR: wiring.data.at('objects'),
    ...ownSettings(name, wiring),
    ...wiring.extra[name],
  };
}

export function prepareService(name: ServiceName, wiring: Wiring): ProcessSpec {
  mkdirSync(wiring.data.at('services', name), { recursive: true });
  mkdirSync(wiring.data.at('objects'), { recursive: true });
  const readyUrl = `http://127.0.0.1:${servicePort(name, wiring)}/api/ready`;
  return {
    name,
    command: process.execPath,
    args: [...heapLimits, join(wiring.root, 'services', name, 'dist', 'main.js')],
    cwd: join(wiring.root, 'services', name),
    env: serviceEnvironment(name, wiring),
    stopSignal: 'SIGTERM',
    // Services are built to survive a crash; a half-dead one that lingers is worse.
    deathSignal: 'SIGKILL',
    stopTimeoutMs: 15_000,
    readyTimeoutMs: 90_000,
    isReady: async () => (await httpStatus(readyUrl)) === 200,
  };
}

/** Where Next's self-contained server lies after a build. */
export const webServer = (root: string): string => join(root, 'apps', 'web', '.next', 'standalone', 'apps', 'web', 'server.js');

/** Next's self-contained server, or `next dev` while developing. */
export function prepareWeb(mode: 'production' | 'dev', wiring: Wiring): ProcessSpec {
  const folder = join(wiring.root, 'apps', 'web');
  const port = String(wiring.ports.web);
  const next = join(repositoryRoot, 'node_modules', 'next', 'dist', 'bin', 'next');
  const args = mode === 'production' ? [webServer(wiring.root)] : [next, 'dev', '-H', '127.0.0.1', '-p', port];
  const nodeEnvironment = mode === 'dev' ? 'development' : 'production';
  return {
    name: 'web',
    command: process.execPath,
    args,
    cwd: folder,
    env: {
      ...pick(wiring.environment, inherited),
      NODE_ENV: nodeEnvironment,
      NEXT_TELEMETRY_DISABLED: '1',
      HOSTNAME: '127.0.0.1',
      PORT: port,
    },
    stopSignal: 'SIGTERM',
    deathSignal: 'SIGKILL',
    stopTimeoutMs: 5_000,
    readyTimeoutMs: 90_000,
    // Any answer will do: what it says needs a session.
    isReady: async () => (await httpStatus(`http://127.0.0.1:${port}/favicon.ico`)) !== undefined,
  };
}
