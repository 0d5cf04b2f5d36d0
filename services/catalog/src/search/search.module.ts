import { Module } from '@nestjs/common';
import { ListsController } from './lists.controller.js';
import { ListsService } from './lists.service.js';
import { SearchRepository } from './search.repository.js';
import { SearchService } from './search.service.js';

@Module({
  controllers: [ListsController],
  providers: [ListsService, SearchService, SearchRepository],
  exports: [ListsService, SearchService, SearchRepository],
})
export class SearchModule {}
