import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { rpcs, type RpcOutput, type StashBox } from '@reelm/contracts';
import { OnRpc } from '@reelm/service-kit';
import type { z } from 'zod';
import { EndpointsService } from './endpoints.service.js';

type Input<D extends { input: z.ZodType }> = z.output<D['input']>;

@Controller()
export class EndpointsController {
  constructor(private readonly service: EndpointsService) {}

  @OnRpc(rpcs.listStashBoxes)
  list(): Promise<StashBox[]> {
    return this.service.list();
  }

  @OnRpc(rpcs.createStashBox)
  create(@Payload() input: Input<typeof rpcs.createStashBox>): Promise<StashBox> {
    return this.service.create(input);
  }

  @OnRpc(rpcs.updateStashBox)
  update(@Payload() { id, ...changes }: Input<typeof rpcs.updateStashBox>): Promise<StashBox> {
    return this.service.update(id, changes);
  }

  @OnRpc(rpcs.removeStashBox)
  async remove(@Payload() { id }: Input<typeof rpcs.removeStashBox>): Promise<RpcOutput<typeof rpcs.removeStashBox>> {
    await this.service.remove(id);
    return {};
  }

  @OnRpc(rpcs.checkStashBox)
  check(@Payload() { id }: Input<typeof rpcs.checkStashBox>): Promise<StashBox> {
    return this.service.check(id);
  }
}
