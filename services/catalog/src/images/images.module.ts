import { Module } from '@nestjs/common';
import { EntitiesModule } from '../entities/entities.module.js';
import { ImagesController } from './images.controller.js';
import { ImagesRepository } from './images.repository.js';
import { ImagesService } from './images.service.js';

@Module({ imports: [EntitiesModule], controllers: [ImagesController], providers: [ImagesRepository, ImagesService] })
export class ImagesModule {}
