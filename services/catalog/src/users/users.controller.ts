import { Controller } from '@nestjs/common';
import { http } from '@reelm/contracts';
import { CurrentActor, type Actor } from '../auth/actor.js';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { UsersService } from './users.service.js';

@Controller()
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Endpoint(http.listUsers)
  async list() {
    return { items: await this.users.list(), nextCursor: null };
  }

  @Endpoint(http.createUser)
  create(@Input() { body }: InputOf<typeof http.createUser>) {
    return this.users.create(body);
  }

  @Endpoint(http.updateUser)
  update(@Input() { params, body }: InputOf<typeof http.updateUser>, @CurrentActor() actor: Actor) {
    return this.users.update(params.id, body, actor);
  }

  @Endpoint(http.deleteUser)
  remove(@Input() { params }: InputOf<typeof http.deleteUser>) {
    return this.users.remove(params.id);
  }
}
