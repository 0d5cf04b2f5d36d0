import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { rpcs, type ArtifactSettings, type ArtifactSettingsUpdate } from '@reelm/contracts';
import { OnRpc } from '@reelm/service-kit';
import { SettingsService } from './settings.service.js';

@Controller()
export class SettingsController {
  constructor(private readonly service: SettingsService) {}

  @OnRpc(rpcs.artifactSettings)
  find(): Promise<ArtifactSettings> {
    return this.service.find();
  }

  @OnRpc(rpcs.updateArtifactSettings)
  update(@Payload() change: ArtifactSettingsUpdate): Promise<ArtifactSettings> {
    return this.service.update(change);
  }
}
