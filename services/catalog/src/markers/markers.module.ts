import { Module } from '@nestjs/common';
import { EntitiesModule } from '../entities/entities.module.js';
import { SearchModule } from '../search/search.module.js';
import { MarkersController } from './markers.controller.js';
import { MarkersRepository } from './markers.repository.js';
import { MarkersService } from './markers.service.js';

@Module({ imports: [EntitiesModule, SearchModule], controllers: [MarkersController], providers: [MarkersRepository, MarkersService] })
export class MarkersModule {}
