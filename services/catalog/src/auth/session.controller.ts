import { Controller, Req, Res } from '@nestjs/common';
import { http } from '@reelm/contracts';
import type { Request, Response } from 'express';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { UsersService } from '../users/users.service.js';
import { CurrentActor, type Actor } from './actor.js';
import { AuthService } from './auth.service.js';

@Controller()
export class SessionController {
  constructor(
    private readonly auth: AuthService,
    private readonly users: UsersService,
  ) {}

  @Endpoint(http.signIn)
  async signIn(@Input() { body }: InputOf<typeof http.signIn>, @Req() request: Request, @Res({ passthrough: true }) response: Response) {
    const { user, secret } = await this.auth.signIn(request, body.username, body.password);
    response.cookie(this.auth.cookie.name, secret, this.auth.cookie.options);
    return user;
  }

  @Endpoint(http.currentUser)
  current(@CurrentActor() actor: Actor) {
    return this.users.get(actor.userId);
  }

  @Endpoint(http.signOut)
  async signOut(
    @Input() { query }: InputOf<typeof http.signOut>,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.auth.signOut(actor, query.everywhere);
    response.clearCookie(this.auth.cookie.name, this.auth.cookie.options);
  }

  @Endpoint(http.changePassword)
  changePassword(@Input() { body }: InputOf<typeof http.changePassword>, @CurrentActor() actor: Actor) {
    return this.users.changeOwnPassword(actor, body.currentPassword, body.newPassword);
  }
}
