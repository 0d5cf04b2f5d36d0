import { Module } from '@nestjs/common';
import { ProjectionRepository } from '../videos/projection.repository.js';
import { VideoMergeRepository } from '../videos/video-merge.repository.js';
import { CustomFieldsController } from './custom-fields.controller.js';
import { CustomFieldsRepository } from './custom-fields.repository.js';
import { CustomFieldsService } from './custom-fields.service.js';
import { EntitiesService } from './entities.service.js';
import { EntityEvents } from './entity-events.js';
import { EntityRepository } from './entity.repository.js';
import { EntityStore } from './entity.store.js';
import { PicturesController } from './pictures.controller.js';
import { PicturesSweeper } from './pictures-sweeper.js';
import { PicturesRepository } from './pictures.repository.js';
import { PicturesService } from './pictures.service.js';

@Module({
  controllers: [CustomFieldsController, PicturesController],
  providers: [
    CustomFieldsRepository,
    CustomFieldsService,
    EntitiesService,
    EntityEvents,
    EntityRepository,
    EntityStore,
    PicturesRepository,
    PicturesService,
    PicturesSweeper,
    ProjectionRepository,
    VideoMergeRepository,
  ],
  exports: [EntitiesService, EntityEvents, EntityRepository, EntityStore, PicturesService, ProjectionRepository, VideoMergeRepository],
})
export class EntitiesModule {}
