import { availableParallelism } from 'node:os';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Log, StatusRegistry } from '@reelm/service-kit';
import { softwareEncoder, type Encoder } from './encoder.js';
import { EncoderTrialRepository } from './encoder-trial.repository.js';

/** What encodes pictures on this machine: the first hardware that passes a trial at the start, else the processor. */
@Injectable()
export class EncoderService implements OnApplicationBootstrap {
  private chosen: Encoder = softwareEncoder(availableParallelism());
  /** What the chosen hardware is called; null for the processor. */
  private hardware: string | null = null;
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
    if (this.hardware === null) return;
    this.log.warning({ encoder: this.chosen.name }, 'hardware failed to convert a video; the processor does it from now on');
    this.status.setWarning('stream.hardware_failed', {
      code: 'stream.hardware_failed',
      message: `The video hardware (${this.hardware}) failed while converting a video, so the processor converts from now on. Check its driver, then restart the transcode service.`,
    });
    this.status.addTool(this.hardware, 'failed while converting a video; not used until the next start');
    this.choose(softwareEncoder(availableParallelism()), null);
  }

  private async tryHardware(): Promise<void> {
    const trials = await this.trials.tryAll().catch((error: unknown) => {
      this.log.warning({ err: error }, 'video hardware could not be tried');
      return [];
    });
    const passed = trials.find(({ encoder }) => encoder !== null);
    this.choose(passed?.encoder ?? this.chosen, passed?.hardware ?? null);
    for (const { hardware, outcome } of trials) this.status.addTool(hardware, outcome);
  }

  private choose(encoder: Encoder, hardware: string | null): void {
    this.chosen = encoder;
    this.hardware = hardware;
    const { name, preset } = encoder;
    this.status.addTool('Videos are converted by', hardware === null ? `the processor (${name}, ${preset})` : `${hardware} (${name})`);
  }
}
