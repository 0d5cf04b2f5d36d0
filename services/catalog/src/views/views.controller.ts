import { Controller } from '@nestjs/common';
import { http } from '@reelm/contracts';
import { CurrentActor, type Actor } from '../auth/actor.js';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { ViewsService } from './views.service.js';

@Controller()
export class ViewsController {
  constructor(private readonly views: ViewsService) {}

  @Endpoint(http.listSavedViews)
  async list(@Input() { query }: InputOf<typeof http.listSavedViews>, @CurrentActor() actor: Actor) {
    return { items: await this.views.list(actor.userId, query.kind), nextCursor: null };
  }

  @Endpoint(http.createSavedView)
  create(@Input() { body }: InputOf<typeof http.createSavedView>, @CurrentActor() actor: Actor) {
    return this.views.create(actor.userId, body);
  }

  @Endpoint(http.updateSavedView)
  update(@Input() { params, body }: InputOf<typeof http.updateSavedView>, @CurrentActor() actor: Actor) {
    return this.views.update(actor.userId, params.id, body);
  }

  @Endpoint(http.deleteSavedView)
  remove(@Input() { params }: InputOf<typeof http.deleteSavedView>, @CurrentActor() actor: Actor) {
    return this.views.remove(actor.userId, params.id);
  }

  @Endpoint(http.getSettings)
  settings(@CurrentActor() actor: Actor) {
    return this.views.settings(actor.userId);
  }

  @Endpoint(http.updateSettings)
  updateSettings(@Input() { body }: InputOf<typeof http.updateSettings>, @CurrentActor() actor: Actor) {
    return this.views.updateSettings(actor.userId, body);
  }
}
