import { suggestionHttp, type BodyOf, type SuggestionState } from '@reelm/contracts';
import { call } from '@/lib/api';

export const suggestionKeys = {
  all: ['suggestions'] as const,
  summary: (state: SuggestionState) => ['suggestions', 'summary', state] as const,
  of: (state: SuggestionState, entityId: string) => ['suggestions', 'of', state, entityId] as const,
  rules: ['suggestions', 'rules'] as const,
};

export type Decision = BodyOf<typeof suggestionHttp.decideSuggestions>;

const pageSize = 100;

export const summary = (state: SuggestionState, cursor: string | undefined, signal: AbortSignal) =>
  call(suggestionHttp.suggestionSummary, { query: { state, limit: pageSize, cursor } }, { signal });

export const suggestionsOf = (state: SuggestionState, entityId: string, cursor: string | undefined, signal: AbortSignal) =>
  call(suggestionHttp.listSuggestions, { query: { state, entityId, limit: pageSize, cursor } }, { signal });

export const decide = (body: Decision) => call(suggestionHttp.decideSuggestions, { body });

export const findSuggestions = () => call(suggestionHttp.findSuggestions, { body: { q: '' } });

export const listRules = (signal: AbortSignal) => call(suggestionHttp.listMatchRules, {}, { signal });
export const createRule = (body: BodyOf<typeof suggestionHttp.createMatchRule>) => call(suggestionHttp.createMatchRule, { body });
export const deleteRule = (id: string) => call(suggestionHttp.deleteMatchRule, { params: { id } });
