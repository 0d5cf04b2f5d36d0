import { Module } from '@nestjs/common';
import { CompletionsController } from './completions.controller.js';
import { CompletionsService } from './completions.service.js';
import { FacetsController } from './facets.controller.js';
import { FacetsService } from './facets.service.js';
import { ContentLimit } from './content-limit.js';
import { ListsController } from './lists.controller.js';
import { ListsService } from './lists.service.js';
import { SearchRepository } from './search.repository.js';
import { SearchService } from './search.service.js';

@Module({
  controllers: [ListsController, FacetsController, CompletionsController],
  providers: [ContentLimit, ListsService, FacetsService, CompletionsService, SearchService, SearchRepository],
  exports: [ContentLimit, ListsService, SearchService, SearchRepository],
})
export class SearchModule {}
