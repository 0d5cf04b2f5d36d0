import { Controller } from '@nestjs/common';
import { http } from '@reelm/contracts';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { ArtifactsService } from './artifacts.service.js';

@Controller()
export class ArtifactsController {
  constructor(private readonly artifacts: ArtifactsService) {}

  @Endpoint(http.getArtifactSettings)
  settings() {
    return this.artifacts.settings();
  }

  @Endpoint(http.updateArtifactSettings)
  update(@Input() { body }: InputOf<typeof http.updateArtifactSettings>) {
    return this.artifacts.update(body);
  }
}
