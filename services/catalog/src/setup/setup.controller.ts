import { Controller, Req, Res } from '@nestjs/common';
import { http } from '@reelm/contracts';
import type { Request, Response } from 'express';
import { AuthService } from '../auth/auth.service.js';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { SetupService } from './setup.service.js';

@Controller()
export class SetupController {
  constructor(
    private readonly service: SetupService,
    private readonly auth: AuthService,
  ) {}

  @Endpoint(http.setupState)
  async state() {
    return { required: await this.service.required() };
  }

  @Endpoint(http.setup)
  async setup(@Input() { body }: InputOf<typeof http.setup>, @Req() request: Request, @Res({ passthrough: true }) response: Response) {
    const attempt = this.auth.beginAttempt(request);
    const user = await this.service.createAdmin(body.token, body.username, body.password);
    this.auth.takeBackAttempt(attempt);
    response.cookie(this.auth.cookie.name, await this.auth.startSession(request, user.id), this.auth.cookie.options);
    return user;
  }
}
