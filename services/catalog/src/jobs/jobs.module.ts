import { Module } from '@nestjs/common';
import { JobEventsController } from './job-events.controller.js';
import { JobsController } from './jobs.controller.js';
import { JobsService } from './jobs.service.js';
import { LedgerRepository } from './ledger.repository.js';
import { LedgerService } from './ledger.service.js';
import { ProgressBoard } from './progress-board.js';

@Module({
  controllers: [JobsController, JobEventsController],
  providers: [JobsService, LedgerService, LedgerRepository, ProgressBoard],
  exports: [JobsService],
})
export class JobsModule {}
