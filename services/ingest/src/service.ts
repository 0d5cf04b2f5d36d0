import type { ServiceOptions } from '@reelm/service-kit';
import { IngestConfig } from './config.js';
import { IngestModule } from './ingest.module.js';

export const ingestService: ServiceOptions = {
  service: 'ingest',
  module: IngestModule,
  config: IngestConfig,
  migrations: new URL('../prisma/migrations/', import.meta.url),
};
