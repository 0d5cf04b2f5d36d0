import { Controller } from '@nestjs/common';
import { http } from '@reelm/contracts';
import { CurrentActor, type Actor } from '../auth/actor.js';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { ApiKeysService } from './api-keys.service.js';

@Controller()
export class ApiKeysController {
  constructor(private readonly keys: ApiKeysService) {}

  @Endpoint(http.listApiKeys)
  async list(@CurrentActor() actor: Actor) {
    return { items: await this.keys.list(actor), nextCursor: null };
  }

  @Endpoint(http.createApiKey)
  create(@Input() { body }: InputOf<typeof http.createApiKey>, @CurrentActor() actor: Actor) {
    return this.keys.create(actor, body);
  }

  @Endpoint(http.deleteApiKey)
  remove(@Input() { params }: InputOf<typeof http.deleteApiKey>, @CurrentActor() actor: Actor) {
    return this.keys.remove(actor, params.id);
  }
}
