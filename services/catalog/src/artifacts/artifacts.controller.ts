import { Controller, Req, Res } from '@nestjs/common';
import { http } from '@reelm/contracts';
import type { Request, Response } from 'express';
import { CurrentActor, type Actor } from '../auth/actor.js';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { sendArtifact } from '../media/send-artifact.js';
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

  @Endpoint(http.sampleArtifact)
  sample(@Input() { body }: InputOf<typeof http.sampleArtifact>) {
    return this.artifacts.sample(body.videoId, body.kind);
  }

  @Endpoint(http.artifactSample)
  async openSample(@Input() { params }: InputOf<typeof http.artifactSample>, @Req() request: Request, @Res() response: Response) {
    await sendArtifact(request, response, await this.artifacts.openSample(params.name), undefined);
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
