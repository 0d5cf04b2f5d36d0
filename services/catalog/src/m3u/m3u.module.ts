import { Module } from '@nestjs/common';
import { PlaylistsModule } from '../playlists/playlists.module.js';
import { SearchModule } from '../search/search.module.js';
import { M3uController } from './m3u.controller.js';
import { M3uRepository } from './m3u.repository.js';
import { M3uService } from './m3u.service.js';

@Module({ imports: [SearchModule, PlaylistsModule], controllers: [M3uController], providers: [M3uService, M3uRepository] })
export class M3uModule {}
