import { ErrorBody, type EndpointDefinition, type ErrorCode } from '@reelm/contracts';
import type { z } from 'zod';
import { newId } from './new-id';

/** A refused or failed request. `code` is stable; `correlationId` leads to the server's log. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  /** HTTP status; 0 where no answer came at all. */
  readonly status: number;
  readonly details: Record<string, unknown>;
  readonly correlationId: string | null;

  constructor(code: string, message: string, status: number, details: Record<string, unknown> = {}, correlationId: string | null = null) {
    super(message);
    this.code = code;
    this.status = status;
    this.details = details;
    this.correlationId = correlationId;
  }
}

/** Codes that only the browser can meet. */
export type ClientErrorCode = 'network.unreachable' | 'answer.unreadable';

/** Whether an error carries one of these codes. */
export const hasCode = (error: unknown, ...codes: readonly (ErrorCode | ClientErrorCode)[]): error is ApiError =>
  error instanceof ApiError && (codes as readonly string[]).includes(error.code);

type Part<Name extends string, T> = keyof T extends never
  ? { [K in Name]?: undefined }
  : Record<never, never> extends T
    ? { [K in Name]?: T }
    : { [K in Name]: T };

/** What a call of an endpoint takes; parts that the endpoint does not have cannot be given. */
export type CallInput<D extends EndpointDefinition> = Part<'params', z.input<D['params']>> &
  Part<'query', Partial<z.output<D['query']>>> &
  Part<'body', z.input<D['body']>>;

export interface CallOptions {
  signal?: AbortSignal | undefined;
  /** Version that an edit starts from; a newer one on the server refuses it with `request.conflict`. */
  ifMatch?: number | undefined;
  /** Sent to its end even when the page goes away meanwhile; for small bodies. */
  keepalive?: boolean | undefined;
  /** Bytes that are the body, for an endpoint that takes no JSON. */
  upload?: Blob | undefined;
}

interface AnyInput {
  params?: unknown;
  query?: unknown;
  body?: unknown;
}

/** Address of an endpoint on this origin, with its parameters filled in. Undefined query values are left out. */
export const urlOf = <D extends EndpointDefinition>(definition: D, input: Omit<CallInput<D>, 'body'>): string =>
  addressOf(definition, input);

const addressOf = (definition: EndpointDefinition, { params, query }: AnyInput): string => {
  const values = new Map<string, unknown>(Object.entries((params as Record<string, unknown> | undefined) ?? {}));
  const path = definition.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(values.get(name))));
  const search = new URLSearchParams(
    Object.entries((query as Record<string, string | number | boolean | undefined> | undefined) ?? {}).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value)]],
    ),
  );
  return search.size === 0 ? path : `${path}?${search}`;
};

/**
 * Calls one endpoint of the HTTP API and answers what its contract promises.
 *
 * @throws {ApiError} for every refusal, for an answer of another shape, and when no answer comes.
 */
export async function call<D extends EndpointDefinition>(
  definition: D,
  input: CallInput<D>,
  options: CallOptions = {},
): Promise<z.output<D['response']>> {
  const given: AnyInput = input;
  const response = await send(definition, given, options);
  const body = await readJson(response);
  if (!response.ok) throw errorOf(response, body);
  const parsed = definition.response.safeParse(response.status === 204 ? {} : body);
  if (!parsed.success) {
    throw new ApiError(
      'answer.unreadable',
      `The answer to ${definition.method} ${definition.path} is not what this page expects. Reload the page.`,
      response.status,
      {
        problem: parsed.error.message,
      },
    );
  }
  return parsed.data as z.output<D['response']>;
}

/** Milliseconds before a POST is sent again: a network that is lost for longer is told to whoever asked. */
const pauses = [300, 1200, 3000];

/**
 * A POST whose answer got lost may have been carried out, so it is sent again under the same `Idempotency-Key`: then it is done once and its
 * answer is the first one. A report that is sent while the page goes away is not waited for.
 */
async function send(definition: EndpointDefinition, input: AnyInput, options: CallOptions): Promise<Response> {
  if (definition.method !== 'POST' || definition.secret || options.keepalive) return sendOnce(definition, input, options);
  const key = newId();
  for (const pause of pauses) {
    const response = await sendOnce(definition, input, options, key).catch((error: unknown) => {
      if (hasCode(error, 'network.unreachable')) return undefined;
      throw error;
    });
    if (response && !(await stillRuns(response))) return response;
    await rest(pause, options.signal);
  }
  return sendOnce(definition, input, options, key);
}

const stillRuns = async (response: Response): Promise<boolean> =>
  response.status === 409 && hasCode(errorOf(response, await readJson(response.clone())), 'request.running');

const rest = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => (clearTimeout(timer), reject(signal.reason as Error)), { once: true });
  });

async function sendOnce(
  definition: EndpointDefinition,
  input: AnyInput,
  { signal, ifMatch, keepalive = false, upload }: CallOptions,
  key?: string,
): Promise<Response> {
  const headers = new Headers({ accept: 'application/json' });
  const writes = definition.method === 'POST' || definition.method === 'PATCH';
  if (writes) headers.set('content-type', upload ? upload.type || 'application/octet-stream' : 'application/json');
  if (key !== undefined) headers.set('idempotency-key', key);
  if (ifMatch !== undefined) headers.set('if-match', `"${ifMatch}"`);
  try {
    return await fetch(addressOf(definition, input), {
      method: definition.method,
      headers,
      credentials: 'same-origin',
      keepalive,
      ...(writes ? { body: upload ?? JSON.stringify(input.body ?? {}) } : {}),
      ...(signal ? { signal } : {}),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiError('network.unreachable', 'Reelm cannot be reached. Is the server running, and is this device on its network?', 0);
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

function errorOf(response: Response, body: unknown): ApiError {
  const parsed = ErrorBody.safeParse(body);
  if (parsed.success) {
    const { code, message, details, correlationId } = parsed.data.error;
    return new ApiError(code, message, response.status, details, correlationId);
  }
  return response.status === 503 || response.status === 502
    ? new ApiError('service.unavailable', 'Reelm does not answer at present; try again in a moment.', response.status)
    : new ApiError('internal', `The server answered with status ${response.status}.`, response.status);
}
