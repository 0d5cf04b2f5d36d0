import { Module } from '@nestjs/common';
import { EntitiesModule } from '../entities/entities.module.js';
import { SearchModule } from '../search/search.module.js';
import { MatchRulesRepository } from './match-rules.repository.js';
import { MatchRulesService } from './match-rules.service.js';
import { MatchingController } from './matching.controller.js';
import { SuggestionsController } from './suggestions.controller.js';
import { SuggestionsJob } from './suggestions.job.js';
import { SuggestionsRepository } from './suggestions.repository.js';
import { SuggestionsService } from './suggestions.service.js';

@Module({
  imports: [EntitiesModule, SearchModule],
  controllers: [SuggestionsController, MatchingController],
  providers: [SuggestionsService, SuggestionsRepository, MatchRulesService, MatchRulesRepository, SuggestionsJob],
})
export class SuggestionsModule {}
