import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Log, Loop, ObjectStore } from '@reelm/service-kit';
import { coverFolder } from './covers.service.js';
import { VideosRepository } from './videos.repository.js';

const day = 86_400_000;
const batch = 1_000;

/** Removes chosen covers of which no video knows, once a day: of videos that are gone, or left by a process that ended in between. */
@Injectable()
export class CoversSweeper implements OnModuleInit, BeforeApplicationShutdown {
  private readonly loop: Loop;
  private stopping = false;

  constructor(
    private readonly videos: VideosRepository,
    private readonly objects: ObjectStore,
    log: Log,
  ) {
    this.loop = new Loop('covers-sweeper', async () => (await this.sweep(new Date(Date.now() - day)), false), { pollMs: day, log });
  }

  onModuleInit(): void {
    this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.loop.stop();
  }

  /** Looks at what is older than `before`. */
  async sweep(before: Date): Promise<void> {
    let keys: string[] = [];
    for await (const { key, modifiedAt } of this.objects.list(coverFolder)) {
      if (this.stopping) return;
      if (modifiedAt < before) keys.push(key);
      if (keys.length < batch) continue;
      await this.removeUnknown(keys);
      keys = [];
    }
    await this.removeUnknown(keys);
  }

  private async removeUnknown(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const known = await this.videos.knownCovers(keys);
    await this.objects.remove(keys.filter((key) => !known.has(key)));
  }
}
