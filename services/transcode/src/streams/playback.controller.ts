import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { rpcs, type PlaybackPlan } from '@reelm/contracts';
import { OnRpc } from '@reelm/service-kit';
import { PlaybackService, type PlaybackQuestion } from './playback.service.js';

@Controller()
export class PlaybackController {
  constructor(private readonly service: PlaybackService) {}

  @OnRpc(rpcs.planPlayback)
  plan(@Payload() question: PlaybackQuestion): Promise<PlaybackPlan> {
    return this.service.plan(question);
  }
}
