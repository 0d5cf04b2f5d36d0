import { Module } from '@nestjs/common';
import { EntitiesModule } from '../entities/entities.module.js';
import { TagsController } from './tags.controller.js';
import { TagsRepository } from './tags.repository.js';

@Module({ imports: [EntitiesModule], controllers: [TagsController], providers: [TagsRepository] })
export class TagsModule {}
