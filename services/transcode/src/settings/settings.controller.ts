import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { rpcs, type ArtifactSettings, type ArtifactSettingsUpdate, type RpcInput, type RpcOutput } from '@reelm/contracts';
import { OnRpc } from '@reelm/service-kit';
import { SamplesService } from './samples.service.js';
import { SettingsService } from './settings.service.js';

@Controller()
export class SettingsController {
  constructor(
    private readonly service: SettingsService,
    private readonly samples: SamplesService,
  ) {}

  @OnRpc(rpcs.artifactSettings)
  find(): Promise<ArtifactSettings> {
    return this.service.find();
  }

  @OnRpc(rpcs.sampleArtifact)
  sample(@Payload() asked: RpcInput<typeof rpcs.sampleArtifact>): Promise<RpcOutput<typeof rpcs.sampleArtifact>> {
    return this.samples.make(asked);
  }

  @OnRpc(rpcs.updateArtifactSettings)
  update(@Payload() change: ArtifactSettingsUpdate): Promise<ArtifactSettings> {
    return this.service.update(change);
  }
}
