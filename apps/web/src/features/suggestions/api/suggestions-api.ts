import { suggestionHttp, type BodyOf } from '@reelm/contracts';
import { call } from '@/lib/api';

export const suggestionKeys = {
  all: ['suggestions'] as const,
  summary: ['suggestions', 'summary'] as const,
  of: (entityId: string) => ['suggestions', 'of', entityId] as const,
  rules: ['suggestions', 'rules'] as const,
};

export type Decision = BodyOf<typeof suggestionHttp.decideSuggestions>;

const pageSize = 100;

export const summary = (cursor: string | undefined, signal: AbortSignal) =>
  call(suggestionHttp.suggestionSummary, { query: { limit: pageSize, cursor } }, { signal });

export const suggestionsOf = (entityId: string, cursor: string | undefined, signal: AbortSignal) =>
  call(suggestionHttp.listSuggestions, { query: { entityId, limit: pageSize, cursor } }, { signal });

export const decide = (body: Decision) => call(suggestionHttp.decideSuggestions, { body });

export const findSuggestions = () => call(suggestionHttp.findSuggestions, { body: { q: '' } });

export const listRules = (signal: AbortSignal) => call(suggestionHttp.listMatchRules, {}, { signal });
export const createRule = (body: BodyOf<typeof suggestionHttp.createMatchRule>) => call(suggestionHttp.createMatchRule, { body });
export const deleteRule = (id: string) => call(suggestionHttp.deleteMatchRule, { params: { id } });
