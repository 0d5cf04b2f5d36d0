import { Injectable } from '@nestjs/common';
import { Id, type EndpointDefinition, type EntityKind, type ErrorCode } from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';
import { SearchService } from './search.service.js';

/** Routes about one thing of which a user may not be allowed to know, and what they answer then: the same as if it were not there. */
const guarded: readonly { path: string; kind: EntityKind; code: ErrorCode }[] = [
  { path: '/api/videos/:id', kind: 'video', code: 'video.not_found' },
  { path: '/api/markers/:id', kind: 'marker', code: 'entity.not_found' },
];

/**
 * The one place that keeps a user with a content limit from what lies past it when a route names it by its id, be it to read, play or change.
 * Lists, facets and counts have the limit in their statements (see `Scope`).
 */
@Injectable()
export class ContentLimit {
  constructor(private readonly search: SearchService) {}

  /** @throws AppError `video.not_found`, `entity.not_found` */
  async check({ path }: EndpointDefinition, id: unknown, userId: string): Promise<void> {
    const route = guarded.find((one) => path === one.path || path.startsWith(`${one.path}/`));
    // What is no id is refused when the input is parsed.
    if (route === undefined || !Id.safeParse(id).success) return;
    const seen = await this.search.among(await this.search.ask(route.kind, '', userId), [String(id)]);
    if (seen.length === 0) throw new AppError(route.code, { kind: route.kind });
  }
}
