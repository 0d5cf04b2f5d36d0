import type { ServiceOptions } from '@reelm/service-kit';
import { StashBoxConfig } from './config.js';
import { StashBoxModule } from './stashbox.module.js';

/** What makes this process the stashbox service. */
export const stashBoxService: ServiceOptions = {
  service: 'stashbox',
  module: StashBoxModule,
  config: StashBoxConfig,
  migrations: new URL('../prisma/migrations/', import.meta.url),
};
