import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Log, Loop, ObjectStore } from '@reelm/service-kit';
import { pictureFolder } from './pictures.service.js';
import { PicturesRepository } from './pictures.repository.js';

const day = 86_400_000;
const batch = 1_000;

/**
 * Removes pictures of which no row knows, once a day: what was put into the store is there before its row is, and gone after it, so a process
 * that ends in between leaves one behind. A day is far longer than any of this takes.
 */
@Injectable()
export class PicturesSweeper implements OnModuleInit, BeforeApplicationShutdown {
  private readonly loop: Loop;
  private stopping = false;

  constructor(
    private readonly pictures: PicturesRepository,
    private readonly objects: ObjectStore,
    log: Log,
  ) {
    this.loop = new Loop('pictures-sweeper', async () => (await this.sweep(new Date(Date.now() - day)), false), { pollMs: day, log });
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
    for await (const { key, modifiedAt } of this.objects.list(pictureFolder)) {
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
    const known = await this.pictures.known(keys);
    await this.objects.remove(keys.filter((key) => !known.has(key)));
  }
}
