import { Module } from '@nestjs/common';
import { EntitiesModule } from '../entities/entities.module.js';
import { StudiosController } from './studios.controller.js';
import { StudiosRepository } from './studios.repository.js';

@Module({ imports: [EntitiesModule], controllers: [StudiosController], providers: [StudiosRepository] })
export class StudiosModule {}
