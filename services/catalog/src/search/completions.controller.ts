import { Controller } from '@nestjs/common';
import { http } from '@reelm/contracts';
import { CurrentActor, type Actor } from '../auth/actor.js';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { CompletionsService } from './completions.service.js';

@Controller()
export class CompletionsController {
  constructor(private readonly completions: CompletionsService) {}

  @Endpoint(http.suggestEntities)
  async entities(@Input() { query }: InputOf<typeof http.suggestEntities>, @CurrentActor() { userId }: Actor) {
    return { items: await this.completions.entities(query.kind, query.text, query.exclude, query.limit, userId), nextCursor: null };
  }

  @Endpoint(http.suggestValues)
  async values(@Input() { query }: InputOf<typeof http.suggestValues>, @CurrentActor() { userId }: Actor) {
    return { items: await this.completions.values(query.kind, query.field, query.text, query.limit, userId) };
  }

  @Endpoint(http.searchEverything)
  async everything(@Input() { query }: InputOf<typeof http.searchEverything>, @CurrentActor() { userId }: Actor) {
    return { items: await this.completions.everything(query.text, query.limit, userId) };
  }
}
