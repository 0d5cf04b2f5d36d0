import { Controller } from '@nestjs/common';
import { http } from '@reelm/contracts';
import { CurrentActor, type Actor } from '../auth/actor.js';
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

  @Endpoint(http.generateArtifacts)
  generate(@Input() { body }: InputOf<typeof http.generateArtifacts>, @CurrentActor() { userId }: Actor) {
    return this.artifacts.generate(body, userId);
  }

  @Endpoint(http.artifactCoverage)
  async coverage() {
    return { items: await this.artifacts.coverage(), nextCursor: null };
  }

  @Endpoint(http.tidyArtifacts)
  tidy() {
    return this.artifacts.tidy();
  }
}
