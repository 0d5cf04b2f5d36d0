import { Controller, Req, Res } from '@nestjs/common';
import { http } from '@reelm/contracts';
import type { Request, Response } from 'express';
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
  listen(@Req() request: Request, @Res() response: Response): void {
    const receiver = new SseReceiver(response);
    const leave = this.live.add(receiver);
    // With each beat: whoever signed out, lost the account or whose key ran out is sent away.
    const beat = setInterval(() => {
      this.auth.authenticate(request).then(
        (actor) => (actor === undefined ? receiver.close() : receiver.beat()),
        () => receiver.close(),
      );
    }, beatMs);
    response.on('close', () => {
      clearInterval(beat);
      leave();
    });
  }
}
