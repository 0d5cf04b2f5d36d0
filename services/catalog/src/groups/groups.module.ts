import { Module } from '@nestjs/common';
import { EntitiesModule } from '../entities/entities.module.js';
import { GroupsController } from './groups.controller.js';
import { GroupsRepository } from './groups.repository.js';
import { GroupsService } from './groups.service.js';

@Module({ imports: [EntitiesModule], controllers: [GroupsController], providers: [GroupsRepository, GroupsService] })
export class GroupsModule {}
