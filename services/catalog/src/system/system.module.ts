import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { SystemController } from './system.controller.js';
import { SystemStatusService } from './system-status.service.js';
import { SystemRepository } from './system.repository.js';

@Module({ controllers: [HealthController, SystemController], providers: [SystemStatusService, SystemRepository] })
export class SystemModule {}
