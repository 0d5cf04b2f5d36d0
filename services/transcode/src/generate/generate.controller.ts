import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { rpcs, type Job, type RpcInput } from '@reelm/contracts';
import { OnRpc } from '@reelm/service-kit';
import { ClipsService } from '../extras/clips.service.js';
import { FramesService } from '../extras/frames.service.js';
import { GenerateService } from './generate.service.js';
import { TidyService } from './tidy.service.js';

@Controller()
export class GenerateController {
  constructor(
    private readonly generation: GenerateService,
    private readonly tidying: TidyService,
    private readonly frames: FramesService,
    private readonly clips: ClipsService,
  ) {}

  @OnRpc(rpcs.generateArtifacts)
  generate(@Payload() request: RpcInput<typeof rpcs.generateArtifacts>): Promise<{ jobs: number }> {
    return this.generation.generate(request);
  }

  @OnRpc(rpcs.takeFrame)
  takeFrame(@Payload() { fileId, seconds }: RpcInput<typeof rpcs.takeFrame>): Promise<{ key: string }> {
    return this.frames.take(fileId, seconds);
  }

  @OnRpc(rpcs.sheetOfFile)
  sheet(@Payload() { fileId, layout }: RpcInput<typeof rpcs.sheetOfFile>): Promise<{ key: string }> {
    return this.clips.sheet(fileId, layout);
  }

  @OnRpc(rpcs.waveformOfFile)
  waveform(@Payload() { fileId, ...shown }: RpcInput<typeof rpcs.waveformOfFile>): Promise<{ waveform: number[] | null }> {
    return this.frames.waveform(fileId, shown);
  }

  @OnRpc(rpcs.clipOfFile)
  clip(@Payload() { fileId, ...shown }: RpcInput<typeof rpcs.clipOfFile>): Promise<{ key: string }> {
    return this.clips.clip(fileId, shown);
  }

  @OnRpc(rpcs.tidyArtifacts)
  tidy(): Promise<Job> {
    return this.tidying.ask();
  }
}
