import { Module } from '@nestjs/common';
import { SERVICE_CONFIG } from '@reelm/service-kit';
import type { StashBoxConfig } from './config.js';
import { CheckJob } from './endpoints/check.job.js';
import { EndpointsController } from './endpoints/endpoints.controller.js';
import { EndpointsRepository } from './endpoints/endpoints.repository.js';
import { EndpointsService } from './endpoints/endpoints.service.js';
import { StashBoxPrisma } from './prisma.js';
import { StashBoxClient } from './protocol/stash-box.client.js';
import { loadSecretKey } from './secrets/secret-key.repository.js';
import { Vault } from './secrets/vault.js';

const openVault = async ({ REELM_SECRET_KEY, REELM_DATA_DIR }: StashBoxConfig): Promise<Vault> =>
  new Vault(await loadSecretKey({ secret: REELM_SECRET_KEY, dataFolder: REELM_DATA_DIR }));

@Module({
  controllers: [EndpointsController],
  providers: [
    { provide: Vault, inject: [SERVICE_CONFIG], useFactory: openVault },
    { provide: StashBoxClient, useFactory: () => new StashBoxClient() },
    StashBoxPrisma,
    EndpointsRepository,
    EndpointsService,
    CheckJob,
  ],
})
export class StashBoxModule {}
