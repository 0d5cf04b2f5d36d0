import { Module } from '@nestjs/common';
import { EntitiesModule } from '../entities/entities.module.js';
import { TagsController } from './tags.controller.js';
import { TagsRepository } from './tags.repository.js';
import { TagsService } from './tags.service.js';

@Module({ imports: [EntitiesModule], controllers: [TagsController], providers: [TagsRepository, TagsService] })
export class TagsModule {}
