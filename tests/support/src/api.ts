import { ErrorBody, http, type BodyOf, type EndpointDefinition, type ParamsOf, type ResponseOf } from '@reelm/contracts';
import type { z } from 'zod';

type Input<D extends EndpointDefinition> = {
  params?: ParamsOf<D>;
  query?: Partial<z.input<D['query']>>;
  body?: z.input<D['body']>;
};

/** What the server refused, with its catalogue code. */
export class ApiRefusal extends Error {
  override name = 'ApiRefusal';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Seconds after which to come again, where the server says so. */
    readonly retryAfter: number | null = null,
  ) {
    super(`${status} ${code}: ${message}`);
  }
}

/** A person at the HTTP API: keeps the session cookie, sends what the contract asks for, and checks what comes back against it. */
export class ApiClient {
  private cookie = '';

  constructor(readonly url: string) {}

  /** The bare answer, for bytes and for looking at headers. */
  async fetch(path: string, init: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Response> {
    const answer = await fetch(new URL(path, this.url), {
      ...init,
      headers: { cookie: this.cookie, origin: new URL(this.url).origin, ...init.headers },
      redirect: 'manual',
    });
    for (const set of answer.headers.getSetCookie()) this.cookie = set.slice(0, set.indexOf(';'));
    return answer;
  }

  /** @throws ApiRefusal when the server answers with an error */
  async call<D extends EndpointDefinition>(endpoint: D, input: Input<D> = {}): Promise<ResponseOf<D>> {
    const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) =>
      encodeURIComponent(String((input.params as Record<string, unknown> | undefined)?.[name])),
    );
    const query = new URLSearchParams(Object.entries(input.query ?? {}).map(([name, value]): [string, string] => [name, String(value)]));
    const hasBody = endpoint.method !== 'GET' && endpoint.method !== 'DELETE';
    const answer = await this.fetch(query.size > 0 ? `${path}?${query.toString()}` : path, {
      method: endpoint.method,
      ...(hasBody ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(input.body ?? {}) } : {}),
    });
    if (!answer.ok) {
      const { error } = ErrorBody.parse(await answer.json());
      const retryAfter = answer.headers.get('retry-after');
      throw new ApiRefusal(answer.status, error.code, error.message, retryAfter === null ? null : Number(retryAfter));
    }
    return (answer.status === 204 ? {} : endpoint.response.parse(await answer.json())) as ResponseOf<D>;
  }

  async setUp(token: string, account: BodyOf<typeof http.signIn>): Promise<void> {
    await this.call(http.setup, { body: { token, ...account } });
  }

  async signIn(account: BodyOf<typeof http.signIn>): Promise<void> {
    await this.call(http.signIn, { body: account });
  }
}
