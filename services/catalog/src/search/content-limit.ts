import { Injectable } from '@nestjs/common';
import { Id, type EndpointDefinition, type EntityKind, type ErrorCode } from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';
import { namedIds } from './named-ids.js';
import { SearchRepository } from './search.repository.js';
import { SearchService } from './search.service.js';

/** Routes about one thing of which a user may not be allowed to know, and what they answer then: the same as if it were not there. */
const guarded: readonly { path: string; kind: EntityKind; code: ErrorCode }[] = [
  { path: '/api/videos/:id', kind: 'video', code: 'video.not_found' },
  { path: '/api/markers/:id', kind: 'marker', code: 'entity.not_found' },
];

/** What a request is about, as it came. */
interface Asked {
  params: Record<string, unknown>;
  body?: unknown;
}

/**
 * The one place that keeps a user with a content limit from what lies past it when a route or its body names it by its id, be it to read, play
 * or change. Lists, facets and counts have the limit in their statements (see `Scope`).
 */
@Injectable()
export class ContentLimit {
  constructor(
    private readonly search: SearchService,
    private readonly repository: SearchRepository,
  ) {}

  /** @throws AppError `video.not_found`, `entity.not_found`, and `entity.reference_missing` for what the body names */
  async check(definition: EndpointDefinition, { params, body }: Asked, userId: string): Promise<void> {
    const { path } = definition;
    const route = guarded.find((one) => path === one.path || path.startsWith(`${one.path}/`));
    const id = params['id'];
    // What is no id is refused when the input is parsed.
    if (route !== undefined && Id.safeParse(id).success && (await this.unseen(route.kind, [String(id)], userId)).length > 0)
      throw new AppError(route.code, { kind: route.kind });
    const named = namedIds(definition, body);
    const videos = await this.unseen('video', named.video, userId);
    if (videos.length > 0) throw new AppError('entity.reference_missing', { kind: 'video', ids: videos });
    const files = await this.unseenFiles(named.file, userId);
    if (files.length > 0) throw new AppError('entity.reference_missing', { kind: 'file', ids: files });
  }

  /** Those of some ids that lead to nothing that the user may see, not even by way of a merge. */
  private async unseen(kind: EntityKind, ids: readonly string[], userId: string): Promise<string[]> {
    if (ids.length === 0) return [];
    const successors = await this.repository.successors(kind, ids);
    const now = (id: string): string => successors.get(id) ?? id;
    const seen = new Set(await this.search.among(await this.search.ask(kind, '', userId), ids.map(now)));
    return ids.filter((id) => !seen.has(now(id)));
  }

  /** Those of some files that no video shows that the user may see. */
  private async unseenFiles(ids: readonly string[], userId: string): Promise<string[]> {
    if (ids.length === 0) return [];
    const videoOf = await this.repository.videosOf(ids);
    const unseen = new Set(await this.unseen('video', [...videoOf.values()], userId));
    return ids.filter((id) => unseen.has(videoOf.get(id) ?? '') || !videoOf.has(id));
  }
}
