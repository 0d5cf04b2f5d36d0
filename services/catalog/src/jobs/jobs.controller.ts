import { Controller } from '@nestjs/common';
import { http, type Job } from '@reelm/contracts';
import { CurrentActor, type Actor } from '../auth/actor.js';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { JobsService } from './jobs.service.js';
import { withoutNames } from './without-names.js';

const shown = <J extends Job>(job: J, { limited }: Actor): J => (limited ? withoutNames(job) : job);

@Controller()
export class JobsController {
  constructor(private readonly jobs: JobsService) {}

  @Endpoint(http.listJobs)
  async list(@Input() { query }: InputOf<typeof http.listJobs>, @CurrentActor() actor: Actor) {
    const page = await this.jobs.list(query);
    return { ...page, items: page.items.map((job) => shown(job, actor)) };
  }

  @Endpoint(http.getJob)
  async get(@Input() { params }: InputOf<typeof http.getJob>, @CurrentActor() actor: Actor) {
    return shown(await this.jobs.get(params.id), actor);
  }

  @Endpoint(http.cancelJob)
  async cancel(@Input() { params }: InputOf<typeof http.cancelJob>, @CurrentActor() actor: Actor) {
    return shown(await this.jobs.cancel(params.id), actor);
  }

  @Endpoint(http.retryJob)
  async retry(@Input() { params }: InputOf<typeof http.retryJob>, @CurrentActor() actor: Actor) {
    return shown(await this.jobs.retry(params.id), actor);
  }

  @Endpoint(http.listJobQueues)
  async queues() {
    return { items: await this.jobs.queues(), nextCursor: null };
  }

  @Endpoint(http.updateJobQueue)
  pause(@Input() { params, body }: InputOf<typeof http.updateJobQueue>) {
    return this.jobs.pauseQueue(params.kind, body.paused);
  }
}
