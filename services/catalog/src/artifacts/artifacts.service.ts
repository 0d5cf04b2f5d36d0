import { Injectable } from '@nestjs/common';
import { rpcs, type RpcInput } from '@reelm/contracts';
import { Bus } from '@reelm/service-kit';

/** What is made of files belongs to transcode; this hands questions and answers through. */
@Injectable()
export class ArtifactsService {
  constructor(private readonly bus: Bus) {}

  settings() {
    return this.bus.request(rpcs.artifactSettings, {});
  }

  update(change: RpcInput<typeof rpcs.updateArtifactSettings>) {
    return this.bus.request(rpcs.updateArtifactSettings, change);
  }
}
