import type { ServiceOptions } from '@reelm/service-kit';
import { FacesConfig } from './config.js';
import { FacesModule } from './faces.module.js';

/** What makes this process the faces service. */
export const facesService: ServiceOptions = {
  service: 'faces',
  module: FacesModule,
  config: FacesConfig,
  migrations: new URL('../prisma/migrations/', import.meta.url),
};
