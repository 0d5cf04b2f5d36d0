import { Controller } from '@nestjs/common';
import { http } from '@reelm/contracts';
import { CurrentActor, type Actor } from '../auth/actor.js';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { ActivityService } from './activity.service.js';

@Controller()
export class ActivityController {
  constructor(private readonly activity: ActivityService) {}

  @Endpoint(http.reportPlay)
  report(@Input() { params, body }: InputOf<typeof http.reportPlay>, @CurrentActor() actor: Actor) {
    return this.activity.report(actor.userId, params.id, body);
  }

  @Endpoint(http.changeActivity)
  change(@Input() { params, body }: InputOf<typeof http.changeActivity>, @CurrentActor() actor: Actor) {
    return this.activity.change(actor.userId, params.id, body);
  }

  @Endpoint(http.listPlays)
  plays(@Input() { query }: InputOf<typeof http.listPlays>, @CurrentActor() actor: Actor) {
    return this.activity.plays(actor.userId, query);
  }

  @Endpoint(http.clearPlays)
  clear(@Input() { query }: InputOf<typeof http.clearPlays>, @CurrentActor() actor: Actor) {
    return this.activity.clear(actor.userId, query.videoId ?? null);
  }
}
