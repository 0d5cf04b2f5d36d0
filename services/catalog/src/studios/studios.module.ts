import { Module } from '@nestjs/common';
import { EntitiesModule } from '../entities/entities.module.js';
import { StudiosController } from './studios.controller.js';
import { StudiosRepository } from './studios.repository.js';
import { StudiosService } from './studios.service.js';

@Module({ imports: [EntitiesModule], controllers: [StudiosController], providers: [StudiosRepository, StudiosService] })
export class StudiosModule {}
