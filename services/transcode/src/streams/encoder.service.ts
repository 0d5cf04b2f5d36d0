import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { softwareEncoder, type Encoder } from './encoder.js';

/** What encodes pictures on this machine. */
@Injectable()
export class EncoderService {
  private chosen: Encoder = softwareEncoder(availableParallelism());

  get preset(): Encoder['preset'] {
    return this.chosen.preset;
  }

  find(): Promise<Encoder> {
    return Promise.resolve(this.chosen);
  }
}
