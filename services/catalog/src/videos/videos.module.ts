import { Module } from '@nestjs/common';
import { EntitiesModule } from '../entities/entities.module.js';
import { CarryService } from '../editing/carry.service.js';
import { EditingController } from '../editing/editing.controller.js';
import { EditingService } from '../editing/editing.service.js';
import { FileEditsRepository } from '../editing/file-edits.repository.js';
import { TrashController } from '../editing/trash.controller.js';
import { CoversService } from './covers.service.js';
import { CoversSweeper } from './covers-sweeper.js';
import { FileEventsController } from './file-events.controller.js';
import { ProjectionService } from './projection.service.js';
import { VideoEditingService } from './video-editing.service.js';
import { VideosController } from './videos.controller.js';
import { VideosRepository } from './videos.repository.js';
import { VideosService } from './videos.service.js';

@Module({
  controllers: [VideosController, EditingController, TrashController, FileEventsController],
  imports: [EntitiesModule],
  providers: [
    VideoEditingService,
    CoversService,
    CoversSweeper,
    VideosService,
    VideosRepository,
    ProjectionService,
    CarryService,
    FileEditsRepository,
    EditingService,
  ],
})
export class VideosModule {}
