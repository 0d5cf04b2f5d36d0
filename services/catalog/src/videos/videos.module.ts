import { Module } from '@nestjs/common';
import { FileEventsController } from './file-events.controller.js';
import { ProjectionRepository } from './projection.repository.js';
import { ProjectionService } from './projection.service.js';
import { VideosController } from './videos.controller.js';
import { VideosRepository } from './videos.repository.js';
import { VideosService } from './videos.service.js';

@Module({
  controllers: [VideosController, FileEventsController],
  providers: [VideosService, VideosRepository, ProjectionService, ProjectionRepository],
})
export class VideosModule {}
