import { Module } from '@nestjs/common';
import { SearchModule } from '../search/search.module.js';
import { PlaylistsController } from './playlists.controller.js';
import { PlaylistsRepository } from './playlists.repository.js';
import { PlaylistsService } from './playlists.service.js';

@Module({
  imports: [SearchModule],
  controllers: [PlaylistsController],
  providers: [PlaylistsService, PlaylistsRepository],
  exports: [PlaylistsService],
})
export class PlaylistsModule {}
