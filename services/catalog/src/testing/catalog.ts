import type { EndpointDefinition } from '@reelm/contracts';
import { Bus, Database, startService } from '@reelm/service-kit';
import { temporaryBroker, temporaryDatabase, temporaryFolder, type TemporaryBroker } from '@reelm/testing';
import { catalogService } from '../service.js';

export const adminName = 'Anna';
export const adminPassword = 'a good password';

/** A catalog service in this process, on a database and a broker of its own. */
export interface RunningCatalog {
  url: string;
  database: Database;
  /** The service's own connection to the broker, to speak for other services. */
  bus: Bus;
  broker: TemporaryBroker;
  folder: string;
  /** The environment that it was started with. */
  env: Record<string, string>;
  /** Ends the service and starts it again on the same data. */
  restart(env?: Record<string, string>): Promise<void>;
  stop(): Promise<void>;
}

/** Starts catalog with the administrator {@link adminName}; a variable set to '' counts as unset. */
export async function startCatalog(env: Record<string, string> = {}): Promise<RunningCatalog> {
  const [database, broker, folder] = await Promise.all([temporaryDatabase(), temporaryBroker(), temporaryFolder()]);
  const base = {
    REELM_DATABASE_URL: database.url,
    REELM_NATS_URL: broker.url,
    REELM_NATS_USER: broker.user,
    REELM_NATS_PASSWORD: broker.password,
    REELM_DATA_DIR: folder.path,
    REELM_LOG_LEVEL: 'silent',
    REELM_ADMIN_USER: adminName,
    REELM_ADMIN_PASSWORD: adminPassword,
    ...env,
  };
  let service = await startService(catalogService, base);
  return {
    get url() {
      return service.url;
    },
    get database() {
      return service.app.get(Database);
    },
    get bus() {
      return service.app.get(Bus);
    },
    broker,
    folder: folder.path,
    env: base,
    restart: async (changed = {}) => {
      await service.stop();
      service = await startService(catalogService, { ...base, ...changed });
    },
    stop: async () => {
      await service.stop();
      await Promise.all([database.drop(), broker.stop(), folder.remove()]);
    },
  };
}

export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** What a caller sends along; `cookie` and `key` are how it proves who it is. */
export interface Caller {
  cookie?: string | undefined;
  key?: string | undefined;
  headers?: Record<string, string>;
}

/** Sends one request; a body is sent as JSON, a JSON answer is parsed. */
export async function send(url: string, method: string, path: string, caller: Caller = {}, body?: unknown): Promise<Answer> {
  const response = await fetch(url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(caller.cookie === undefined ? {} : { cookie: caller.cookie }),
      ...(caller.key === undefined ? {} : { authorization: `Bearer ${caller.key}` }),
      ...caller.headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  // An endless answer (live events) is not waited for.
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    await response.body?.cancel();
    return { status: response.status, headers: response.headers, body: undefined };
  }
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
  return { status: response.status, headers: response.headers, body: isJson && text !== '' ? (JSON.parse(text) as unknown) : text };
}

/** Sends a request to an endpoint of the contract and returns its parsed answer; anything but success throws. */
export async function call<D extends EndpointDefinition>(
  url: string,
  definition: D,
  caller: Caller,
  body?: unknown,
  id?: string,
): Promise<ReturnType<D['response']['parse']>> {
  const answer = await send(url, definition.method, definition.path.replace(':id', id ?? ''), caller, body);
  if (answer.status !== definition.status)
    throw new Error(`${definition.method} ${definition.path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return (definition.status === 204 ? undefined : definition.response.parse(answer.body)) as ReturnType<D['response']['parse']>;
}

/** The code of an error answer. */
export const codeOf = ({ body }: Answer): unknown => (body as { error?: { code?: unknown } }).error?.code;

/** `name=value` of the cookie that an answer set, to send back. */
export const cookieOf = (answer: Answer): string => {
  const [first = ''] = answer.headers.getSetCookie();
  return first.split(';')[0] ?? '';
};

export async function signIn(url: string, username = adminName, password = adminPassword): Promise<{ cookie: string }> {
  const answer = await send(url, 'POST', '/api/session', {}, { username, password });
  if (answer.status !== 200) throw new Error(`signing in answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return { cookie: cookieOf(answer) };
}
