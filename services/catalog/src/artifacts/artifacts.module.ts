import { Module } from '@nestjs/common';
import { SearchModule } from '../search/search.module.js';
import { ArtifactsController } from './artifacts.controller.js';
import { ArtifactsRepository } from './artifacts.repository.js';
import { ArtifactsService } from './artifacts.service.js';
import { GenerateJob } from './generate.job.js';

@Module({
  imports: [SearchModule],
  controllers: [ArtifactsController],
  providers: [ArtifactsService, ArtifactsRepository, GenerateJob],
})
export class ArtifactsModule {}
