import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { DependencyState, Warning } from '@reelm/contracts';
import { Log, StatusRegistry, toAppError } from '@reelm/service-kit';
import { FilesService } from '../files/files.service.js';
import { FfmpegRepository } from './ffmpeg.repository.js';
import { ToolsRepository } from './tools.repository.js';
import { hasKnownHoles } from './versions.js';

/** Shows on the status page what ffmpeg there is, and sets to work what waited for it. */
@Injectable()
export class ToolsStatus implements OnApplicationBootstrap {
  private available = false;

  constructor(
    private readonly tools: ToolsRepository,
    private readonly ffmpeg: FfmpegRepository,
    private readonly files: FilesService,
    private readonly status: StatusRegistry,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.status.addDependency('ffmpeg', () => this.check());
    await this.ffmpeg.removeLeftovers();
    const { state, detail } = await this.check();
    if (state === 'down') this.log.warning({}, detail ?? 'ffmpeg is missing');
  }

  private async check(): Promise<DependencyState> {
    try {
      const { ffmpeg, ffprobe } = await this.tools.find();
      this.status.addTool('ffmpeg', ffmpeg.version);
      this.status.addTool('ffprobe', ffprobe.version);
      this.status.setWarning('media.ffmpeg_old', oldVersionWarning(ffmpeg.version));
      this.becameAvailable();
      return { name: 'ffmpeg', state: 'up', detail: ffmpeg.version };
    } catch (error) {
      this.available = false;
      return { name: 'ffmpeg', state: 'down', detail: toAppError(error).message };
    }
  }

  /** At the start: files that came while there was no ffmpeg have waited since. */
  private becameAvailable(): void {
    if (this.available) return;
    this.available = true;
    this.files.enqueueWaiting().then(
      (files) => files > 0 && this.log.info({ files }, 'files that waited for ffmpeg are analysed now'),
      (error: unknown) => this.log.failure(error, 'files that waited could not be enqueued; the next start tries again'),
    );
  }
}

export function oldVersionWarning(version: string): Warning | null {
  if (!hasKnownHoles(version)) return null;
  return {
    code: 'media.ffmpeg_old',
    message:
      `ffmpeg ${version} is older than the fixes of CVE-2026-8461 and others (8.1.2, 8.0.3, 7.1.5). Reelm keeps it from the formats concerned and limits ` +
      'what it may do; install a newer ffmpeg where you can, or use the container images, which bring one.',
  };
}
