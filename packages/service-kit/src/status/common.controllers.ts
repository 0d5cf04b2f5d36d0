import { Controller, Get, Inject, Res, type Type } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  serviceRpcs,
  type Health,
  type Job,
  type JobQueue as JobQueueInfo,
  type RpcInput,
  type ServiceName,
  type ServiceStatus,
} from '@reelm/contracts';
import type { Response } from 'express';
import { SERVICE_IDENTITY, type ServiceIdentity } from '../identity.js';
import { JobQueue } from '../jobs/job-queue.js';
import { OnRpc } from '../messaging/decorators.js';
import { StatusRegistry } from './status-registry.js';

/** Health and readiness over HTTP, for whoever supervises the process. */
@Controller()
export class HealthController {
  constructor(
    @Inject(SERVICE_IDENTITY) private readonly identity: ServiceIdentity,
    private readonly status: StatusRegistry,
  ) {}

  @Get('/api/health')
  health(): Health {
    return { status: 'ok', service: this.identity.service };
  }

  @Get('/api/ready')
  async ready(@Res() response: Response): Promise<void> {
    const readiness = await this.status.readiness();
    response.status(readiness.status === 'ready' ? 200 : 503).json(readiness);
  }
}

/** Answers the questions that every service answers, for this one. */
export function commonRpcController(service: ServiceName): Type {
  const rpc = serviceRpcs[service];

  @Controller()
  class CommonRpcController {
    constructor(
      private readonly registry: StatusRegistry,
      private readonly queue: JobQueue,
    ) {}

    @OnRpc(rpc.status)
    status(): Promise<ServiceStatus> {
      return this.registry.status();
    }

    @OnRpc(rpc.cancelJob)
    cancelJob(@Payload() { jobId }: RpcInput<typeof rpc.cancelJob>): Promise<Job | null> {
      return this.queue.cancel(jobId);
    }

    @OnRpc(rpc.cancelChildren)
    async cancelChildren(@Payload() { parentId }: RpcInput<typeof rpc.cancelChildren>): Promise<{ cancelled: number }> {
      return { cancelled: await this.queue.cancelChildren(parentId) };
    }

    @OnRpc(rpc.retryJob)
    retryJob(@Payload() { jobId }: RpcInput<typeof rpc.retryJob>): Promise<Job> {
      return this.queue.retry(jobId);
    }

    @OnRpc(rpc.listQueues)
    listQueues(): Promise<JobQueueInfo[]> {
      return this.queue.queues();
    }

    @OnRpc(rpc.pauseQueue)
    pauseQueue(@Payload() { kind, paused }: RpcInput<typeof rpc.pauseQueue>): Promise<JobQueueInfo> {
      return this.queue.pause(kind, paused);
    }
  }
  return CommonRpcController;
}
