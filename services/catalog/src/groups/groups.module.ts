import { Module } from '@nestjs/common';
import { EntitiesModule } from '../entities/entities.module.js';
import { SearchModule } from '../search/search.module.js';
import { GroupVideosService } from './group-videos.service.js';
import { GroupsController } from './groups.controller.js';
import { GroupsRepository } from './groups.repository.js';
import { GroupsService } from './groups.service.js';

@Module({
  imports: [EntitiesModule, SearchModule],
  controllers: [GroupsController],
  providers: [GroupsRepository, GroupsService, GroupVideosService],
})
export class GroupsModule {}
