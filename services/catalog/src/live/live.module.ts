import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { Changes } from './changes.js';
import { LiveController } from './live.controller.js';
import { LiveService } from './live.service.js';

@Module({ imports: [AuthModule, JobsModule], controllers: [LiveController], providers: [LiveService, Changes] })
export class LiveModule {}
