import { Controller } from '@nestjs/common';
import { http } from '@reelm/contracts';
import { CurrentActor, type Actor } from '../auth/actor.js';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { MediaTokensService } from './media-tokens.service.js';

@Controller()
export class MediaTokensController {
  constructor(private readonly tokens: MediaTokensService) {}

  @Endpoint(http.listMediaTokens)
  async list(@CurrentActor() { userId }: Actor) {
    return { items: await this.tokens.list(userId), nextCursor: null };
  }

  @Endpoint(http.createMediaToken)
  create(@Input() { body }: InputOf<typeof http.createMediaToken>, @CurrentActor() { userId }: Actor) {
    return this.tokens.create(userId, body.target, body.hours);
  }

  @Endpoint(http.deleteMediaToken)
  remove(@Input() { params }: InputOf<typeof http.deleteMediaToken>, @CurrentActor() { userId }: Actor) {
    return this.tokens.remove(userId, params.id);
  }
}
