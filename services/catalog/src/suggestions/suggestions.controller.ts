import { Controller } from '@nestjs/common';
import { http } from '@reelm/contracts';
import { CurrentActor, type Actor } from '../auth/actor.js';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { MatchRulesService } from './match-rules.service.js';
import { SuggestionsService } from './suggestions.service.js';

@Controller()
export class SuggestionsController {
  constructor(
    private readonly suggestions: SuggestionsService,
    private readonly rules: MatchRulesService,
  ) {}

  @Endpoint(http.listSuggestions)
  list(@Input() { query }: InputOf<typeof http.listSuggestions>, @CurrentActor() { userId }: Actor) {
    return this.suggestions.list(query, userId);
  }

  @Endpoint(http.suggestionSummary)
  async summary(@Input() { query }: InputOf<typeof http.suggestionSummary>, @CurrentActor() actor: Actor) {
    return { items: await this.suggestions.summary(query, actor), nextCursor: null };
  }

  @Endpoint(http.decideSuggestions)
  decide(@Input() { body }: InputOf<typeof http.decideSuggestions>, @CurrentActor() actor: Actor) {
    return this.suggestions.decide(body, actor);
  }

  @Endpoint(http.findSuggestions)
  find(@Input() { body }: InputOf<typeof http.findSuggestions>) {
    return this.suggestions.find(body.q);
  }

  @Endpoint(http.listMatchRules)
  async listRules() {
    return { items: await this.rules.list(), nextCursor: null };
  }

  @Endpoint(http.createMatchRule)
  createRule(@Input() { body }: InputOf<typeof http.createMatchRule>) {
    return this.rules.create(body);
  }

  @Endpoint(http.deleteMatchRule)
  removeRule(@Input() { params }: InputOf<typeof http.deleteMatchRule>) {
    return this.rules.remove(params.id);
  }
}
