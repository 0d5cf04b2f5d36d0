import { Module } from '@nestjs/common';
import { EntitiesModule } from '../entities/entities.module.js';
import { GroupsController } from './groups.controller.js';
import { GroupsRepository } from './groups.repository.js';

@Module({ imports: [EntitiesModule], controllers: [GroupsController], providers: [GroupsRepository] })
export class GroupsModule {}
