import { Module } from '@nestjs/common';
import { EntitiesModule } from '../entities/entities.module.js';
import { SearchModule } from '../search/search.module.js';
import { GalleriesController } from './galleries.controller.js';
import { GalleriesRepository } from './galleries.repository.js';
import { GalleriesService } from './galleries.service.js';

@Module({ imports: [EntitiesModule, SearchModule], controllers: [GalleriesController], providers: [GalleriesRepository, GalleriesService] })
export class GalleriesModule {}
