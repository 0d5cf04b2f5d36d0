import { Module } from '@nestjs/common';
import { SearchModule } from '../search/search.module.js';
import { ActivityController } from './activity.controller.js';
import { ActivityRepository } from './activity.repository.js';
import { ActivityService } from './activity.service.js';

@Module({ imports: [SearchModule], controllers: [ActivityController], providers: [ActivityService, ActivityRepository] })
export class ActivityModule {}
