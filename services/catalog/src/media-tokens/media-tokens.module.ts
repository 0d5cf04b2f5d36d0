import { Module } from '@nestjs/common';
import { ApiKeysModule } from '../api-keys/api-keys.module.js';
import { SearchModule } from '../search/search.module.js';
import { MediaReach } from './media-reach.js';
import { MediaTokensController } from './media-tokens.controller.js';
import { MediaTokensRepository } from './media-tokens.repository.js';
import { MediaTokensService } from './media-tokens.service.js';

@Module({
  imports: [ApiKeysModule, SearchModule],
  controllers: [MediaTokensController],
  providers: [MediaTokensService, MediaTokensRepository, MediaReach],
  exports: [MediaReach],
})
export class MediaTokensModule {}
