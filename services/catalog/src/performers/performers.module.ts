import { Module } from '@nestjs/common';
import { EntitiesModule } from '../entities/entities.module.js';
import { PerformersController } from './performers.controller.js';
import { PerformersRepository } from './performers.repository.js';

@Module({ imports: [EntitiesModule], controllers: [PerformersController], providers: [PerformersRepository] })
export class PerformersModule {}
