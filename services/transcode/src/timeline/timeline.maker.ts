import { basename } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { Film, Made } from '../extras/extras.service.js';
import { ExtraMediaRepository } from '../media/extra-media.repository.js';
import type { Work } from '../media/ffmpeg.repository.js';
import { SourceRepository } from '../media/source.repository.js';
import { isFunscriptOf, paceOf } from './funscript.js';

const mostScriptBytes = 20 * 1024 ** 2;

/** How loud a film is and how much moves, over its time, and the pace of a script beside it. A script that comes later is found when it is made again. */
@Injectable()
export class TimelineMaker {
  constructor(
    private readonly media: ExtraMediaRepository,
    private readonly sources: SourceRepository,
  ) {}

  async make({ path, probe, durationSeconds }: Film, work: Work): Promise<Made> {
    const measured = await this.media.timeline(path, probe, durationSeconds, work);
    const timeline = { ...measured, pace: await this.pace(path, durationSeconds) };
    if (timeline.waveform === null && timeline.motion === null && timeline.pace === null) return { objects: [] };
    return { objects: [{ name: 'timeline.json', contentType: 'application/json', body: Buffer.from(JSON.stringify(timeline), 'utf8') }] };
  }

  private async pace(path: string, durationSeconds: number): Promise<number[] | null> {
    const name = (await this.sources.namesBeside(path)).find((one) => isFunscriptOf(basename(path), one));
    const bytes = name === undefined ? null : await this.sources.readBeside(path, name, mostScriptBytes);
    return bytes === null ? null : paceOf(bytes.toString('utf8'), durationSeconds);
  }
}
