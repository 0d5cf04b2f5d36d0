import { Module } from '@nestjs/common';
import { SERVICE_CONFIG } from '@reelm/service-kit';
import type { FacesConfig } from './config.js';
import { DetectionController } from './detection/detection.controller.js';
import { DetectionJob } from './detection/detection.job.js';
import { DetectionRepository } from './detection/detection.repository.js';
import { DetectionService } from './detection/detection.service.js';
import { ModelsStatus } from './detection/models-status.js';
import { FaceDetector } from './detector/detector.js';
import { ModelsRepository } from './detector/models.repository.js';
import { FacesPrisma } from './prisma.js';

@Module({
  controllers: [DetectionController],
  providers: [
    {
      provide: ModelsRepository,
      inject: [SERVICE_CONFIG],
      useFactory: (config: FacesConfig) => new ModelsRepository(config.REELM_FACE_MODELS),
    },
    FacesPrisma,
    FaceDetector,
    DetectionRepository,
    DetectionService,
    DetectionJob,
    ModelsStatus,
  ],
})
export class FacesModule {}
