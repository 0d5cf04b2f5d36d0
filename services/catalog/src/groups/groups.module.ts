import { Module } from '@nestjs/common';
import { EntitiesModule } from '../entities/entities.module.js';
import { SearchModule } from '../search/search.module.js';
import { GroupsController } from './groups.controller.js';
import { GroupsRepository } from './groups.repository.js';
import { GroupsService } from './groups.service.js';

@Module({
  imports: [EntitiesModule, SearchModule],
  controllers: [GroupsController],
  providers: [GroupsRepository, GroupsService],
})
export class GroupsModule {}
