import { Module } from '@nestjs/common';
import { EntitiesModule } from '../entities/entities.module.js';
import { SearchModule } from '../search/search.module.js';
import { PerformersController } from './performers.controller.js';
import { PerformersRepository } from './performers.repository.js';
import { PerformersService } from './performers.service.js';

@Module({
  imports: [EntitiesModule, SearchModule],
  controllers: [PerformersController],
  providers: [PerformersRepository, PerformersService],
})
export class PerformersModule {}
