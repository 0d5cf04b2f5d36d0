import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { RpcInput, RpcOutput, SheetLayout, rpcs } from '@reelm/contracts';
import { newId } from '@reelm/service-kit';
import { ArtifactStore } from '../artifacts/artifact-store.js';
import { FilesRepository } from '../files/files.repository.js';
import { ExtraMediaRepository } from '../media/extra-media.repository.js';
import { FfmpegRepository } from '../media/ffmpeg.repository.js';
import { secondsSince } from '../media/seconds.js';
import { SettingsRepository } from './settings.repository.js';

type Asked = RpcInput<typeof rpcs.sampleArtifact>;

/** What the settings give of one film, to look at before it is made of all. */
@Injectable()
export class SamplesService {
  constructor(
    private readonly files: FilesRepository,
    private readonly artifacts: ArtifactStore,
    private readonly ffmpeg: FfmpegRepository,
    private readonly media: ExtraMediaRepository,
    private readonly settings: SettingsRepository,
  ) {}

  /** Puts it into the store, where the sweeper removes it after a while. @throws AppError `video.file_missing`, and what reading a file throws */
  async make({ fileId, kind }: Asked): Promise<RpcOutput<typeof rpcs.sampleArtifact>> {
    const file = await this.files.findPresent(fileId);
    const began = performance.now();
    const { body, layout } = await this.one(join(file.root, file.path), kind, file.durationSeconds ?? 1);
    const seconds = secondsSince(began);
    const key = `samples/${newId()}.${kind === 'pictures' ? 'jpg' : 'mp4'}`;
    await this.artifacts.put({ key, body, contentType: kind === 'pictures' ? 'image/jpeg' : 'video/mp4' });
    return { key, bytes: body.length, seconds, layout };
  }

  private async one(path: string, kind: Asked['kind'], durationSeconds: number): Promise<{ body: Buffer; layout: SheetLayout | null }> {
    const { pictures, preview } = await this.settings.find();
    const probe = await this.ffmpeg.probe(path);
    switch (kind) {
      case 'pictures': {
        const { sprite } = await this.ffmpeg.pictures(path, probe, {}, pictures);
        return { body: sprite.jpeg, layout: sprite.layout };
      }
      case 'preview': {
        const shown = { startSeconds: 0, endSeconds: durationSeconds };
        const { mp4 } = await this.media.preview(path, probe, shown, { ...preview, webp: false }, {});
        return { body: mp4, layout: null };
      }
    }
  }
}
