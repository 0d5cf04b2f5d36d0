import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { rpcs, type Job, type RpcInput } from '@reelm/contracts';
import { OnRpc } from '@reelm/service-kit';
import { GenerateService } from './generate.service.js';
import { TidyService } from './tidy.service.js';

@Controller()
export class GenerateController {
  constructor(
    private readonly generation: GenerateService,
    private readonly tidying: TidyService,
  ) {}

  @OnRpc(rpcs.generateArtifacts)
  generate(@Payload() request: RpcInput<typeof rpcs.generateArtifacts>): Promise<{ jobs: number }> {
    return this.generation.generate(request);
  }

  @OnRpc(rpcs.tidyArtifacts)
  tidy(): Promise<Job> {
    return this.tidying.ask();
  }
}
