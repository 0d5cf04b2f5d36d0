import { Controller, Req, Res } from '@nestjs/common';
import { http } from '@reelm/contracts';
import type { Response } from 'express';
import type { AuthenticatedRequest } from '../auth/actor.js';
import { AuthService } from '../auth/auth.service.js';
import { Endpoint } from '../http/endpoint.js';
import { LiveService } from './live.service.js';
import { SseReceiver } from './sse-receiver.js';

const beatMs = 15_000;

@Controller()
export class LiveController {
  constructor(
    private readonly live: LiveService,
    private readonly auth: AuthService,
  ) {}

  @Endpoint(http.liveEvents)
  listen(@Req() request: AuthenticatedRequest, @Res() response: Response): void {
    const receiver = new SseReceiver(response);
    const limited = request.actor?.limited ?? true;
    const leave = this.live.add(receiver, limited);
    // With each beat: whoever signed out, lost the account, whose key ran out or whose limit came or went is sent away.
    const beat = setInterval(() => {
      this.auth.authenticate(request).then(
        (actor) => (actor?.limited === limited ? receiver.beat() : receiver.close()),
        () => receiver.close(),
      );
    }, beatMs);
    response.on('close', () => {
      clearInterval(beat);
      leave();
    });
  }
}
