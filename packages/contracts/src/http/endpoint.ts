import { z } from 'zod';
import type { MediaTarget } from '../entities/media-token.js';
import type { Role } from '../entities/user.js';
import { Id } from '../primitives.js';

/**
 * Who may call an endpoint: `public` everybody, otherwise people of this role or more, by session or by an API key of the same reach.
 * `sessionOnly` keeps API keys out. `link` lets media tokens in as well, also by the query parameter `token`, and says what it is that a token must
 * open: the video or playlist with the id of the address, or what answers a search.
 */
export interface Access {
  role: Role | 'public';
  sessionOnly?: boolean;
  link?: MediaTarget['kind'];
}

export interface EndpointDefinition<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Express form, for example `/api/videos/:id`. */
  path: string;
  access: Access;
  summary: string;
  tag: string;
  params: P;
  query: Q;
  body: B;
  /** JSON answer; absent where `bytes` names what is sent instead. */
  response: R;
  bytes?: string;
  /** What kind of bytes the body is made of, where it is no JSON. */
  upload?: string;
  status: number;
  /**
   * The request or the answer holds a password, token or key. Nothing of it is ever kept, so a POST like this takes no `Idempotency-Key`;
   * every other POST does.
   */
  secret: boolean;
}

const Nothing = z.object({}).strict();
const Anything = z.object({});

export const endpoint = <
  P extends z.ZodType = typeof Anything,
  Q extends z.ZodType = typeof Anything,
  B extends z.ZodType = typeof Anything,
  R extends z.ZodType = typeof Nothing,
>(
  method: EndpointDefinition['method'],
  path: string,
  access: Access,
  summary: string,
  shape: { params?: P; query?: Q; body?: B; response?: R; bytes?: string; upload?: string; status?: number; secret?: boolean } = {},
): EndpointDefinition<P, Q, B, R> => ({
  method,
  path,
  access,
  summary,
  tag: path.split('/')[2] ?? 'system',
  params: (shape.params ?? Anything) as P,
  query: (shape.query ?? Anything) as Q,
  body: (shape.body ?? Anything) as B,
  response: (shape.response ?? Nothing) as R,
  ...(shape.bytes === undefined ? {} : { bytes: shape.bytes }),
  ...(shape.upload === undefined ? {} : { upload: shape.upload }),
  status: shape.status ?? 200,
  secret: shape.secret ?? false,
});

export const everybody: Access = { role: 'public' };
export const viewer: Access = { role: 'viewer' };
export const editor: Access = { role: 'editor' };
export const admin: Access = { role: 'admin' };
export const linked = (link: MediaTarget['kind']): Access => ({ role: 'viewer', link });
export const ownSession: Access = { role: 'viewer', sessionOnly: true };
export const adminSession: Access = { role: 'admin', sessionOnly: true };

export const byId = z.object({ id: Id });
export const versioned = z.object({
  v: z.string().max(100).optional().describe('Content version; with it the answer may be cached for ever'),
});
