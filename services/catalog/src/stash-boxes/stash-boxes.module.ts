import { Module } from '@nestjs/common';
import { StashBoxesController } from './stash-boxes.controller.js';
import { StashBoxesService } from './stash-boxes.service.js';

@Module({ controllers: [StashBoxesController], providers: [StashBoxesService] })
export class StashBoxesModule {}
