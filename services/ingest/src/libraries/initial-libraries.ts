import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Log, SERVICE_CONFIG, StatusRegistry } from '@reelm/service-kit';
import type { IngestConfig } from '../config.js';
import { LibrariesService } from './libraries.service.js';

/** Adds the folders of `REELM_LIBRARIES` at the first start. A folder that cannot be added is a warning: the rest goes on. */
@Injectable()
export class InitialLibraries implements OnApplicationBootstrap {
  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: IngestConfig,
    private readonly libraries: LibrariesService,
    private readonly status: StatusRegistry,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const paths = (this.config.REELM_LIBRARIES ?? '')
      .split(':')
      .map((path) => path.trim())
      .filter((path) => path !== '');
    for (const { path, error } of await this.libraries.addInitial(paths)) {
      this.log.warning({ path, code: error.code }, error.message);
      this.status.setWarning(`initial-library ${path}`, { code: error.code, message: error.message });
    }
  }
}
