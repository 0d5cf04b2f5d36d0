import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { roleIncludes, type Access } from '@reelm/contracts';
import { AppError, SERVICE_CONFIG } from '@reelm/service-kit';
import type { Request } from 'express';
import type { CatalogConfig } from '../config.js';
import { endpointOf } from '../http/endpoint.js';
import { ContentLimit } from '../search/content-limit.js';
import type { Actor, AuthenticatedRequest } from './actor.js';
import { AuthService, bearerToken } from './auth.service.js';
import { foreignOrigin } from './origin.js';

/** Refuses an actor who may not do what `access` asks for. @throws AppError `auth.required`, `auth.session_required`, `auth.forbidden` */
export const checkAccess = (access: Access & { role: Exclude<Access['role'], 'public'> }, actor: Actor | undefined): Actor => {
  if (!actor) throw new AppError('auth.required');
  if (access.sessionOnly && actor.via.kind === 'key') throw new AppError('auth.session_required');
  if (!roleIncludes(actor.role, access.role)) throw new AppError('auth.forbidden', { role: access.role });
  return actor;
};

/** Enforces the contract's `access` and the user's content limit on every route, and that a browser sends changes from our own pages only. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly auth: AuthService,
    private readonly contentLimit: ContentLimit,
    @Inject(SERVICE_CONFIG) private readonly config: CatalogConfig,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const definition = endpointOf(context.getHandler());
    if (!definition) throw new AppError('request.not_found');
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    this.refuseForeign(request);
    const { role, ...access } = definition.access;
    if (role === 'public') return true;
    request.actor = checkAccess({ ...access, role }, await this.auth.authenticate(request));
    if (request.actor.limited) await this.contentLimit.check(definition, request, request.actor.userId);
    return true;
  }

  private refuseForeign(request: Request): void {
    // A bearer token is never sent by a browser on its own, so it proves that the sender meant it.
    if (bearerToken(request) !== undefined) return;
    const origin = foreignOrigin(
      { method: request.method, secFetchSite: request.get('sec-fetch-site'), origin: request.get('origin'), host: request.get('host') },
      this.config.REELM_PUBLIC_URL,
    );
    if (origin !== null) throw new AppError('request.origin_refused', { origin });
  }
}
