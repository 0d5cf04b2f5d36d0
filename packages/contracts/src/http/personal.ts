import { z } from 'zod';
import { Activity, Play, PlayReport } from '../entities/activity.js';
import { EntityKind, Link } from '../entities/entity.js';
import { Search } from '../entities/list.js';
import { Statistics } from '../entities/statistics.js';
import { MatchedKind, MatchRule, MatchRuleCreate, Suggestion } from '../entities/suggestion.js';
import { SavedView, SavedViewCreate, SavedViewUpdate, UserSettings, UserSettingsUpdate } from '../entities/view.js';
import { Job } from '../entities/job.js';
import { Id, PageQuery, pageOf } from '../primitives.js';
import { byId, editor, endpoint, viewer } from './endpoint.js';

/** What belongs to each user: plays, places to go on, views, settings. */
export const personalHttp = {
  reportPlay: endpoint('POST', '/api/videos/:id/plays', viewer, 'Tell how far one is with a video', {
    params: byId,
    body: PlayReport,
    response: Activity,
  }),
  changeActivity: endpoint(
    'PATCH',
    '/api/videos/:id/activity',
    viewer,
    'Put on the watch-later list, take off it, or forget where one stopped',
    {
      params: byId,
      body: z.object({ watchLater: z.boolean().optional(), resumeSeconds: z.null().optional() }).strict(),
      response: Activity,
    },
  ),
  listPlays: endpoint('GET', '/api/plays', viewer, 'What the asking user played, newest first', {
    query: PageQuery,
    response: pageOf(Play),
  }),
  clearPlays: endpoint('DELETE', '/api/plays', viewer, 'Forget the asking user’s plays, of one video or of all', {
    query: z.object({ videoId: Id.optional() }),
    status: 204,
  }),

  listSavedViews: endpoint('GET', '/api/views', viewer, 'The asking user’s saved views', {
    query: z.object({ kind: EntityKind.optional() }),
    response: pageOf(SavedView),
  }),
  createSavedView: endpoint('POST', '/api/views', viewer, 'Keep a search under a name', {
    body: SavedViewCreate,
    response: SavedView,
    status: 201,
  }),
  updateSavedView: endpoint('PATCH', '/api/views/:id', viewer, 'Change a saved view', {
    params: byId,
    body: SavedViewUpdate,
    response: SavedView,
  }),
  deleteSavedView: endpoint('DELETE', '/api/views/:id', viewer, 'Delete a saved view', { params: byId, status: 204 }),

  getSettings: endpoint('GET', '/api/settings', viewer, 'What the asking user chose for the web UI', { response: UserSettings }),
  updateSettings: endpoint('PATCH', '/api/settings', viewer, 'Change some of it', { body: UserSettingsUpdate, response: UserSettings }),

  statistics: endpoint('GET', '/api/statistics', viewer, 'Numbers about the library', { response: Statistics }),
} as const;

/** Names found in paths. */
export const suggestionHttp = {
  listSuggestions: endpoint('GET', '/api/suggestions', viewer, 'Names found in paths that wait for a decision', {
    query: PageQuery.extend({ kind: MatchedKind.optional(), entityId: Id.optional(), videoId: Id.optional() }),
    response: pageOf(Suggestion),
  }),
  suggestionSummary: endpoint('GET', '/api/suggestions/summary', viewer, 'How many wait, by what they suggest, most first', {
    query: PageQuery.extend({ kind: MatchedKind.optional() }),
    response: pageOf(z.object({ kind: MatchedKind, entity: Link, count: z.number().int() })),
  }),
  decideSuggestions: endpoint('POST', '/api/suggestions/decide', editor, 'Accept or reject: these, all of an entity, or all', {
    body: z
      .object({
        decision: z.enum(['accept', 'reject']),
        target: z.union([
          z.object({ ids: z.array(Id).min(1).max(1000) }).strict(),
          z.object({ kind: MatchedKind, entityId: Id.optional() }).strict(),
          z.object({ all: z.literal(true) }).strict(),
        ]),
      })
      .strict(),
    response: z.object({ decided: z.number().int(), job: Job.nullable().describe('Goes on with the rest where there are many') }),
  }),
  findSuggestions: endpoint('POST', '/api/suggestions/find', editor, 'Look through the paths of videos for names, as a job', {
    body: z.object({ q: Search }).strict(),
    response: Job,
    status: 202,
  }),
  listMatchRules: endpoint('GET', '/api/match-rules', viewer, 'Rules that accept suggestions by themselves', {
    response: pageOf(MatchRule),
  }),
  createMatchRule: endpoint('POST', '/api/match-rules', editor, 'Add a rule', { body: MatchRuleCreate, response: MatchRule, status: 201 }),
  deleteMatchRule: endpoint('DELETE', '/api/match-rules/:id', editor, 'Remove a rule', { params: byId, status: 204 }),
} as const;
