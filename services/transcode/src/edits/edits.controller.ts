import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { rpcs, type Job, type RpcInput, type RpcOutput } from '@reelm/contracts';
import { OnRpc, type RpcContext } from '@reelm/service-kit';
import { EditsService } from './edits.service.js';

@Controller()
export class EditsController {
  constructor(private readonly edits: EditsService) {}

  @OnRpc(rpcs.planFileEdit)
  plan(
    @Payload() { fileId, edit, behind, sample }: RpcInput<typeof rpcs.planFileEdit>,
    @Ctx() { signal }: RpcContext,
  ): Promise<RpcOutput<typeof rpcs.planFileEdit>> {
    return this.edits.plan(fileId, edit, { behind, sample, signal });
  }

  @OnRpc(rpcs.startFileEdit)
  start(@Payload() input: RpcInput<typeof rpcs.startFileEdit>): Promise<Job> {
    return this.edits.start(input);
  }
}
