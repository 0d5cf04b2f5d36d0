import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { AppError, newId } from '@reelm/service-kit';
import { ArtifactStore } from '../artifacts/artifact-store.js';
import { FilesRepository } from '../files/files.repository.js';
import { ExtraMediaRepository, type Shown } from '../media/extra-media.repository.js';

/** Each reads a part of a file for about a second; whoever asks beyond that has moved on, or means harm. */
const mostListening = 4;

/** Single frames, and the sound of a part in detail, that somebody asks for and waits for. */
@Injectable()
export class FramesService {
  private listening = 0;

  constructor(
    private readonly files: FilesRepository,
    private readonly artifacts: ArtifactStore,
    private readonly media: ExtraMediaRepository,
  ) {}

  /** Puts a frame into the store, where the sweeper removes it after a while. @throws AppError `video.file_missing`, `media.undecodable` */
  async take(fileId: string, seconds: number): Promise<{ key: string }> {
    const { jpeg } = await this.media.still(await this.pathOf(fileId), seconds);
    const key = `frames/${newId()}.jpg`;
    await this.artifacts.put({ key, body: jpeg, contentType: 'image/jpeg' });
    return { key };
  }

  /** @throws AppError `video.file_missing`, what reading the file throws, `service.unavailable` where too many listen at once */
  async waveform(fileId: string, shown: Shown): Promise<{ waveform: number[] | null }> {
    const path = await this.pathOf(fileId);
    if (this.listening >= mostListening) throw new AppError('service.unavailable', { service: 'transcode' });
    this.listening += 1;
    try {
      return { waveform: await this.media.waveform(path, shown) };
    } finally {
      this.listening -= 1;
    }
  }

  private async pathOf(fileId: string): Promise<string> {
    const file = await this.files.findPresent(fileId);
    return join(file.root, file.path);
  }
}
