import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { roleIncludes, type Access } from '@reelm/contracts';
import { AppError, SERVICE_CONFIG } from '@reelm/service-kit';
import type { Request, Response } from 'express';
import type { CatalogConfig } from '../config.js';
import { endpointOf } from '../http/endpoint.js';
import { MediaReach } from '../media-tokens/media-reach.js';
import { ContentLimit } from '../search/content-limit.js';
import type { Actor, AuthenticatedRequest } from './actor.js';
import { AuthService, bearerToken } from './auth.service.js';
import { foreignOrigin } from './origin.js';

/** What a device plays that one casts to is a page of another site: its token is all that it may and can show. */
const openToPlayers = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Content-Length, Content-Range',
  'cross-origin-resource-policy': 'cross-origin',
};

/** Refuses an actor who may not do what `access` asks for. @throws AppError `auth.required`, `auth.media_only`, `auth.session_required`, `auth.forbidden` */
export const checkAccess = (access: Access & { role: Exclude<Access['role'], 'public'> }, actor: Actor | undefined): Actor => {
  if (!actor) throw new AppError('auth.required');
  if (actor.via.kind === 'media' && access.link === undefined) throw new AppError('auth.media_only');
  if (access.sessionOnly && actor.via.kind === 'key') throw new AppError('auth.session_required');
  if (!roleIncludes(actor.role, access.role)) throw new AppError('auth.forbidden', { role: access.role });
  return actor;
};

/**
 * Enforces the contract's `access`, the user's content limit and what a media token opens on every route, and that a browser sends changes from our
 * own pages only.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly auth: AuthService,
    private readonly contentLimit: ContentLimit,
    private readonly reach: MediaReach,
    @Inject(SERVICE_CONFIG) private readonly config: CatalogConfig,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const definition = endpointOf(context.getHandler());
    if (!definition) throw new AppError('request.not_found');
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    this.refuseForeign(request);
    const { role, ...access } = definition.access;
    if (role === 'public') return true;
    const actor = checkAccess({ ...access, role }, await this.auth.authenticate(request, access.link !== undefined));
    request.actor = actor;
    if (actor.via.kind === 'media') {
      context.switchToHttp().getResponse<Response>().set(openToPlayers);
      await this.reach.check(access.link, request.params['id'], actor.via.target, actor.userId);
    }
    if (actor.limited) await this.contentLimit.check(definition, request, actor.userId);
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
