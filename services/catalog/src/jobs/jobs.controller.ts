import { Controller } from '@nestjs/common';
import { http } from '@reelm/contracts';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { JobsService } from './jobs.service.js';

@Controller()
export class JobsController {
  constructor(private readonly jobs: JobsService) {}

  @Endpoint(http.listJobs)
  list(@Input() { query }: InputOf<typeof http.listJobs>) {
    return this.jobs.list(query);
  }

  @Endpoint(http.getJob)
  get(@Input() { params }: InputOf<typeof http.getJob>) {
    return this.jobs.get(params.id);
  }

  @Endpoint(http.cancelJob)
  cancel(@Input() { params }: InputOf<typeof http.cancelJob>) {
    return this.jobs.cancel(params.id);
  }

  @Endpoint(http.retryJob)
  retry(@Input() { params }: InputOf<typeof http.retryJob>) {
    return this.jobs.retry(params.id);
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
