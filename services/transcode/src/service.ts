import type { ServiceOptions } from '@reelm/service-kit';
import { TranscodeConfig } from './config.js';
import { TranscodeModule } from './transcode.module.js';

/** What makes this process the transcode service. */
export const transcodeService: ServiceOptions = {
  service: 'transcode',
  module: TranscodeModule,
  config: TranscodeConfig,
  migrations: new URL('../prisma/migrations/', import.meta.url),
};
