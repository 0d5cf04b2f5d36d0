import { Module } from '@nestjs/common';
import { EntitiesModule } from '../entities/entities.module.js';
import { GalleriesController } from './galleries.controller.js';
import { GalleriesRepository } from './galleries.repository.js';

@Module({ imports: [EntitiesModule], controllers: [GalleriesController], providers: [GalleriesRepository] })
export class GalleriesModule {}
