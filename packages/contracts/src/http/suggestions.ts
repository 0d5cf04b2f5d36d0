import { z } from 'zod';
import { Link } from '../entities/entity.js';
import { Job } from '../entities/job.js';
import { Search } from '../entities/list.js';
import { MatchedKind, MatchRule, MatchRuleCreate, Suggestion, SuggestionDecision, SuggestionState } from '../entities/suggestion.js';
import { Id, PageQuery, pageOf } from '../primitives.js';
import { byId, editor, endpoint, viewer } from './endpoint.js';

/** Names found in paths. */
export const suggestionHttp = {
  listSuggestions: endpoint('GET', '/api/suggestions', viewer, 'Names found in paths that wait for a decision, or were rejected', {
    query: PageQuery.extend({
      state: SuggestionState.default('open'),
      kind: MatchedKind.optional(),
      entityId: Id.optional(),
      videoId: Id.optional(),
    }),
    response: pageOf(Suggestion),
  }),
  suggestionSummary: endpoint(
    'GET',
    '/api/suggestions/summary',
    viewer,
    'How many wait or were rejected, by what they suggest, most first',
    {
      query: PageQuery.extend({ state: SuggestionState.default('open'), kind: MatchedKind.optional() }),
      response: pageOf(z.object({ kind: MatchedKind, entity: Link, count: z.number().int() })),
    },
  ),
  decideSuggestions: endpoint('POST', '/api/suggestions/decide', editor, 'Accept, reject or open again: these, all of an entity, or all', {
    body: z
      .object({
        decision: SuggestionDecision,
        target: z.union([
          z.object({ ids: z.array(Id).min(1).max(1000) }).strict(),
          z.object({ kind: MatchedKind, entityId: Id.optional() }).strict(),
          z.object({ all: z.literal(true) }).strict(),
        ]),
      })
      .strict(),
    response: z.object({
      ids: z.array(Id).describe('Those decided at once; what was rejected can be opened again by them'),
      job: Job.nullable().describe('Goes on with the rest where there are many'),
    }),
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
