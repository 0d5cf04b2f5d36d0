import { Injectable } from '@nestjs/common';
import {
  Id,
  jobs,
  type BodyOf,
  type http,
  type Job,
  type JobPayload,
  type MatchedKind,
  type QueryOf,
  type Suggestion,
  type SuggestionDecision,
} from '@reelm/contracts';
import { AppError, Database, JobQueue, type Tx } from '@reelm/service-kit';
import type { z } from 'zod';
import type { Actor } from '../auth/actor.js';
import { EntityEvents } from '../entities/entity-events.js';
import { readQuery } from '../search/read.js';
import { SearchService } from '../search/search.service.js';
import { MatchRulesService } from './match-rules.service.js';
import { NameMatcher } from './name-matcher.js';
import { SuggestionsRepository, type FoundName, type SearchedVideo, type SuggestionRow, type Target } from './suggestions.repository.js';

/** Decisions about more than this go on as a job. */
const decidedAtOnce = 1_000;
/** New names up to which each gets a job of its own. */
const searchedOneByOne = 20;
const decisionLabels: Record<SuggestionDecision, string> = {
  accept: 'Accept suggestions',
  reject: 'Reject suggestions',
  reopen: 'Open suggestions again',
};
const everywhere = 'Look for names in all paths';

const toSuggestion = (row: SuggestionRow): Suggestion => ({
  ...row,
  video: { id: row.videoId, name: row.videoName },
  entity: { id: row.entityId, name: row.entityName },
  matched: row.path.slice(row.start, row.end),
  createdAt: row.createdAt.toISOString(),
});

/** Names found in the paths of videos: finding them, and what becomes of them. */
@Injectable()
export class SuggestionsService {
  private known: { version: string; matcher: NameMatcher } | undefined;

  constructor(
    private readonly suggestions: SuggestionsRepository,
    private readonly rules: MatchRulesService,
    private readonly search: SearchService,
    private readonly database: Database,
    private readonly queue: JobQueue,
    private readonly events: EntityEvents,
  ) {}

  /** @throws AppError `cursor.invalid` */
  async list(
    { cursor, limit, ...target }: QueryOf<typeof http.listSuggestions>,
    userId: string,
  ): Promise<{ items: Suggestion[]; nextCursor: string | null }> {
    if (cursor !== undefined && !Id.safeParse(cursor).success) throw new AppError('cursor.invalid');
    const rows = await this.suggestions.list(target, cursor ?? null, limit + 1, await this.search.visible(userId, 'v', 6));
    const items = rows.slice(0, limit).map(toSuggestion);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  async summary({ state, kind, limit }: QueryOf<typeof http.suggestionSummary>, { userId, limited }: Actor) {
    const visible = limited ? await this.search.visible(userId, 'v', 3) : null;
    const rows = await this.suggestions.summary(state, kind, limit, visible);
    return rows.map((row) => ({ kind: row.kind, entity: { id: row.entityId, name: row.entityName }, count: row.count }));
  }

  /** Decides the first of many at once, and the rest in a job. Those of videos that the user may not see are left alone. */
  async decide(
    { decision, target }: BodyOf<typeof http.decideSuggestions>,
    { userId, limited }: Actor,
  ): Promise<{ ids: string[]; job: Job | null }> {
    const asking = limited ? { userId } : {};
    const ids = await this.decideSome(decision, 'all' in target ? asking : { ...target, ...asking });
    if (ids.length < decidedAtOnce || 'ids' in target) return { ids, job: null };
    const payload = { decision, ...('all' in target ? {} : target), ...asking };
    const [job] = await this.database.transaction((tx) =>
      this.queue.enqueue(tx, jobs.decideSuggestions, [{ payload, label: decisionLabels[decision] }]),
    );
    return { ids, job: job ?? null };
  }

  /** Looks through videos in a job. @throws AppError `query.invalid` */
  async find(q: string): Promise<Job> {
    readQuery(q, 'video');
    const label = q === '' ? everywhere : `Look for names in ${q}`;
    const [job] = await this.database.transaction((tx) => this.enqueueSearch(tx, [{ payload: { q }, label }]));
    if (job === undefined) throw new Error('The queue took no job.');
    return job;
  }

  /** Looks through all videos for names that are new, in jobs: one for each thing, or one for all where these are many. */
  async findNew(tx: Tx, kind: z.infer<typeof MatchedKind>, ids: readonly string[]): Promise<void> {
    const things = await this.suggestions.labels(tx, kind, ids);
    if (things.length > searchedOneByOne) await this.enqueueSearch(tx, [{ payload: { q: '' }, label: everywhere }]);
    else
      await this.enqueueSearch(
        tx,
        things.map(({ id, name }) => ({ payload: { kind, entityId: id }, label: `Look for ${name} in all paths` })),
      );
  }

  private enqueueSearch(tx: Tx, searches: readonly { payload: JobPayload<typeof jobs.findNames>; label: string }[]): Promise<Job[]> {
    return this.queue.enqueue(tx, jobs.findNames, searches);
  }

  /**
   * Decides up to {@link decidedAtOnce} of those that the decision can be about; returns which.
   * @param target `userId` where those of videos that this user may not see are left alone
   */
  async decideSome(decision: SuggestionDecision, { userId, ...target }: Target & { userId?: string | undefined }): Promise<string[]> {
    const visible = userId === undefined ? null : await this.search.visible(userId, 'v', 5);
    return this.database.transaction(async (tx) => {
      const ids = await this.suggestions.meant(tx, decision === 'reopen' ? 'rejected' : 'open', target, decidedAtOnce, visible);
      switch (decision) {
        case 'accept':
          return this.accept(tx, ids);
        case 'reject':
          return this.suggestions.move(tx, ids, 'open', 'rejected');
        case 'reopen':
          return this.suggestions.move(tx, ids, 'rejected', 'open');
      }
    });
  }

  /** Looks for names in the paths of these videos; rules accept at once what they speak of. Returns how many names are new. */
  async lookIn(tx: Tx, videoIds: readonly string[], matcher?: NameMatcher): Promise<number> {
    if (videoIds.length === 0) return 0;
    const names = matcher ?? (await this.matcher(tx));
    if (names.empty) return 0;
    const found = (await this.suggestions.videos(tx, videoIds)).flatMap((video) => missingIn(video, names));
    if (found.length === 0) return 0;
    const kept = await this.suggestions.keep(tx, found);
    await this.accept(tx, await this.rules.accepted(tx, kept));
    return kept.length;
  }

  private async accept(tx: Tx, ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const changed = await this.suggestions.apply(tx, ids);
    if (changed.length > 0) await this.events.updated(tx, 'video', changed, ['performerIds', 'tagIds', 'studioId']);
    return this.suggestions.move(tx, ids, 'open', 'accepted');
  }

  /** All names, read again only when one may have changed. */
  private async matcher(tx: Tx): Promise<NameMatcher> {
    const version = await this.suggestions.namesVersion(tx);
    if (version === null) return new NameMatcher([]);
    if (this.known?.version !== version) this.known = { version, matcher: new NameMatcher(await this.suggestions.names(tx)) };
    return this.known.matcher;
  }
}

/** Names in the path of a video of things that it does not have yet. */
const missingIn = (video: SearchedVideo, matcher: NameMatcher): FoundName[] => {
  const has = new Set([...video.tagIds, ...video.performerIds]);
  return matcher
    .find(video.path)
    .filter(({ kind, id }) => (kind === 'studio' ? video.studioId === null : !has.has(id)))
    .map(({ kind, id, start, end }) => ({ videoId: video.id, kind, entityId: id, path: video.path, start, end }));
};
