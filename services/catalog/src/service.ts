import { Log, SERVICE_CONFIG, type ServiceOptions } from '@reelm/service-kit';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { CatalogConfig } from './config.js';
import { prepareEdge } from './http/edge.js';
import { WebProxy } from './web-proxy/web-proxy.js';

const prepare = (app: NestExpressApplication): void => {
  const web = new WebProxy(app.get<CatalogConfig>(SERVICE_CONFIG).REELM_WEB_URL, app.get(Log));
  prepareEdge(app, web.handle);
  web.attach(app.getHttpServer());
};

/** How the catalog service starts; main and the tests share it. */
export const catalogService: ServiceOptions = {
  service: 'catalog',
  module: AppModule,
  config: CatalogConfig,
  migrations: new URL('../prisma/migrations/', import.meta.url),
  healthEndpoints: false,
  prepare,
};
