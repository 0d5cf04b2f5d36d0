import { Module } from '@nestjs/common';
import { EntitiesModule } from '../entities/entities.module.js';
import { SearchModule } from '../search/search.module.js';
import { BulkController } from './bulk.controller.js';
import { BulkJob } from './bulk.job.js';
import { BulkRepository } from './bulk.repository.js';
import { BulkService } from './bulk.service.js';
import { BulkWork } from './bulk-work.service.js';
import { LivingReferences } from './living-references.js';

@Module({
  imports: [EntitiesModule, SearchModule],
  controllers: [BulkController],
  providers: [BulkService, BulkWork, BulkJob, BulkRepository, LivingReferences],
})
export class BulkModule {}
