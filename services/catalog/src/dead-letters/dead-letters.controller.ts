import { Controller } from '@nestjs/common';
import { http } from '@reelm/contracts';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { DeadLettersService } from './dead-letters.service.js';

@Controller()
export class DeadLettersController {
  constructor(private readonly letters: DeadLettersService) {}

  @Endpoint(http.listDeadLetters)
  list(@Input() { query }: InputOf<typeof http.listDeadLetters>) {
    return this.letters.list(query.limit, query.cursor);
  }

  @Endpoint(http.replayDeadLetter)
  replay(@Input() { params }: InputOf<typeof http.replayDeadLetter>) {
    return this.letters.replay(params.id);
  }

  @Endpoint(http.deleteDeadLetter)
  remove(@Input() { params }: InputOf<typeof http.deleteDeadLetter>) {
    return this.letters.remove(params.id);
  }
}
