import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { ArtifactSettings, SheetLayout } from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';
import { versionOf } from '../artifacts/artifact-keys.js';
import { ArtifactStore } from '../artifacts/artifact-store.js';
import { FilesRepository, type KnownFile } from '../files/files.repository.js';
import { ExtraMediaRepository, type Shown } from '../media/extra-media.repository.js';
import { FfmpegRepository } from '../media/ffmpeg.repository.js';
import { SettingsRepository } from '../settings/settings.repository.js';

/** From when it was last asked for; after that it is made again. */
const staysFor = '30 days';
/** Whoever points at more than so many in a row has long gone on when the last is made. */
const mostWaiting = 8;

/** Short films and sheets of a part of a file, made when somebody points at it: of markers, and of videos that are ranges of files. */
@Injectable()
export class ClipsService {
  private readonly making = new Map<string, Promise<void>>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly files: FilesRepository,
    private readonly artifacts: ArtifactStore,
    private readonly ffmpeg: FfmpegRepository,
    private readonly media: ExtraMediaRepository,
    private readonly settings: SettingsRepository,
  ) {}

  /** @throws AppError `video.file_missing`, `media.undecodable`, `service.unavailable` where too many wait */
  async clip(fileId: string, shown: Shown): Promise<{ key: string }> {
    const file = await this.files.findPresent(fileId);
    const { preview } = await this.settings.find();
    const key = keyOf(file, shown, preview);
    if (!(await this.artifacts.keep(key, staysFor))) await this.inTurn(key, () => this.make(key, file, shown, preview));
    return { key };
  }

  /** @throws AppError `video.file_missing`, `media.undecodable`, `service.unavailable` where too many wait */
  async sheet(fileId: string, layout: SheetLayout): Promise<{ key: string }> {
    const file = await this.files.findPresent(fileId);
    const { quality } = (await this.settings.find()).pictures;
    const key = `sheets/${fileId.slice(-2)}/${fileId}/${versionFor(file, [layout, quality])}.jpg`;
    if (!(await this.artifacts.keep(key, staysFor)))
      await this.inTurn(key, async () => {
        const path = join(file.root, file.path);
        const body = await this.ffmpeg.sheet(path, await this.ffmpeg.probe(path), layout, quality);
        await this.artifacts.put({ key, body, contentType: 'image/jpeg' }, staysFor);
      });
    return { key };
  }

  /** One at a time, and each only once however many ask for it. */
  private inTurn(key: string, make: () => Promise<void>): Promise<void> {
    const known = this.making.get(key);
    if (known !== undefined) return known;
    if (this.making.size >= mostWaiting) throw new AppError('service.unavailable', { service: 'transcode' });
    const made = this.last.then(make).finally(() => this.making.delete(key));
    this.last = made.catch(() => undefined);
    this.making.set(key, made);
    return made;
  }

  private async make(key: string, file: KnownFile, shown: Shown, settings: ArtifactSettings['preview']): Promise<void> {
    const path = join(file.root, file.path);
    const { mp4 } = await this.media.preview(path, await this.ffmpeg.probe(path), shown, { ...settings, webp: false }, {});
    await this.artifacts.put({ key, body: mp4, contentType: 'video/mp4' }, staysFor);
  }
}

/** Other content, another part or other settings give another key. Spread like the keys of pictures; see artifacts/artifact-keys.ts. */
const keyOf = (file: KnownFile, { startSeconds, endSeconds }: Shown, settings: ArtifactSettings['preview']): string => {
  const { clips, clipSeconds, height, quality } = settings;
  const version = versionFor(file, [startSeconds, endSeconds, clips, clipSeconds, height, quality]);
  return `clips/${file.fileId.slice(-2)}/${file.fileId}/${version}.mp4`;
};

const versionFor = ({ bytes, modifiedAt }: KnownFile, made: readonly unknown[]): string =>
  versionOf(JSON.stringify([bytes, Date.parse(modifiedAt), ...made]));
