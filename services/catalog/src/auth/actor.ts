import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { MediaTarget, Role } from '@reelm/contracts';
import type { Request } from 'express';

/** Who makes a request, and how far that reaches. */
export interface Actor {
  userId: string;
  username: string;
  /** What this request may do: the user's role, narrowed to the key's scope where an API key was sent. */
  role: Role;
  /** Whether there are videos that the user may never see. */
  limited: boolean;
  via:
    | { kind: 'session'; idHash: Buffer<ArrayBuffer> }
    | { kind: 'key'; keyId: string }
    /** A media token, which opens its target and nothing else. */
    | { kind: 'media'; keyId: string; target: MediaTarget };
}

/** Hash of the session of this request; null for a key or a media token. */
export const sessionHashOf = (actor: Actor): Buffer<ArrayBuffer> | null => (actor.via.kind === 'session' ? actor.via.idHash : null);

export interface AuthenticatedRequest extends Request {
  actor?: Actor;
}

/** The {@link Actor} of the request. Not for public endpoints, where there may be none. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!actor) throw new Error(`${context.getClass().name}.${context.getHandler().name} takes @CurrentActor() but its endpoint is public`);
  return actor;
});
