import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Log, Loop, ObjectStore } from '@reelm/service-kit';
import { ObsoleteObjectsRepository } from './obsolete-objects.repository.js';

/** Pages that show an old picture may still ask for it for a moment. */
const graceSeconds = 60;
const batch = 200;

/** Removes pictures that were replaced, or whose file was forgotten, from the store. */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: Loop;

  constructor(
    private readonly repository: ObsoleteObjectsRepository,
    private readonly store: ObjectStore,
    log: Log,
  ) {
    this.loop = new Loop('sweeper', async () => (await this.sweep()) === batch, { pollMs: 60_000, log });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  sweep(grace = graceSeconds): Promise<number> {
    return this.repository.sweep(grace, batch, (keys) => this.store.remove(keys));
  }
}
