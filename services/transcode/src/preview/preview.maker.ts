import { Injectable } from '@nestjs/common';
import type { Film, Made } from '../extras/extras.service.js';
import { ExtraMediaRepository } from '../media/extra-media.repository.js';
import type { Work } from '../media/ffmpeg.repository.js';
import { previewNames } from '../media/preview.js';
import { SettingsRepository } from '../settings/settings.repository.js';

/** The short film that plays when a card is pointed at. */
@Injectable()
export class PreviewMaker {
  constructor(
    private readonly media: ExtraMediaRepository,
    private readonly settings: SettingsRepository,
  ) {}

  async make({ path, probe, durationSeconds }: Film, work: Work): Promise<Made> {
    const { preview } = await this.settings.find();
    const { mp4, webp } = await this.media.preview(path, probe, { startSeconds: 0, endSeconds: durationSeconds }, preview, work);
    return {
      objects: [
        { name: previewNames.mp4, contentType: 'video/mp4', body: mp4 },
        ...(webp === null ? [] : [{ name: previewNames.webp, contentType: 'image/webp', body: webp }]),
      ],
    };
  }
}
