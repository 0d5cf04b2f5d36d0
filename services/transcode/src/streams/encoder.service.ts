import { availableParallelism } from 'node:os';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Log, StatusRegistry } from '@reelm/service-kit';
import { softwareEncoder, type Encoder } from './encoder.js';
import { EncoderTrialRepository } from './encoder-trial.repository.js';

/** What encodes pictures on this machine: the first hardware that passes a trial at the start, else the processor. */
@Injectable()
export class EncoderService implements OnApplicationBootstrap {
  private chosen: Encoder = softwareEncoder(availableParallelism());
  private trying: Promise<void> | undefined;

  constructor(
    private readonly trials: EncoderTrialRepository,
    private readonly status: StatusRegistry,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    void this.find();
  }

  get preset(): Encoder['preset'] {
    return this.chosen.preset;
  }

  async find(): Promise<Encoder> {
    await (this.trying ??= this.tryHardware());
    return this.chosen;
  }

  /** Hardware that passed the trial and fails now is not used again until the next start. */
  giveUpHardware(): void {
    if (this.chosen.name === 'libx264') return;
    this.log.warning({ encoder: this.chosen.name }, 'hardware failed to convert a video; the processor does it from now on');
    this.status.setWarning('stream.hardware_failed', {
      code: 'stream.hardware_failed',
      message: `The video hardware (${this.chosen.name}) failed while converting a video, so the processor converts from now on. Check its driver, then restart the transcode service.`,
    });
    this.choose(softwareEncoder(availableParallelism()));
  }

  private async tryHardware(): Promise<void> {
    const hardware = await this.trials.firstThatWorks().catch((error: unknown) => {
      this.log.warning({ err: error }, 'video hardware could not be tried');
      return null;
    });
    this.choose(hardware ?? this.chosen);
  }

  private choose(encoder: Encoder): void {
    this.chosen = encoder;
    const { name, preset, decoder } = encoder;
    const how =
      name === 'libx264' ? `by the processor, ${preset}` : `by hardware${decoder === null ? '' : `, which also decodes (${decoder})`}`;
    this.status.addTool('video encoder', `${name} (${how})`);
  }
}
