import { Injectable } from '@nestjs/common';
import type { Film, Made } from '../extras/extras.service.js';
import { ExtraMediaRepository } from '../media/extra-media.repository.js';
import type { Work } from '../media/ffmpeg.repository.js';

/** How loud a film is and how much moves, over its time. */
@Injectable()
export class TimelineMaker {
  constructor(private readonly media: ExtraMediaRepository) {}

  async make({ path, probe, durationSeconds }: Film, work: Work): Promise<Made> {
    const timeline = await this.media.timeline(path, probe, durationSeconds, work);
    if (timeline.waveform === null && timeline.motion === null) return { objects: [] };
    return { objects: [{ name: 'timeline.json', contentType: 'application/json', body: Buffer.from(JSON.stringify(timeline), 'utf8') }] };
  }
}
