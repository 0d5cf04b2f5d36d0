import { Module } from '@nestjs/common';
import { ApiKeysModule } from './api-keys/api-keys.module.js';
import { ArtifactsModule } from './artifacts/artifacts.module.js';
import { AuthModule } from './auth/auth.module.js';
import { BulkModule } from './bulk/bulk.module.js';
import { DatabaseModule } from './database/database.module.js';
import { DeadLettersModule } from './dead-letters/dead-letters.module.js';
import { EntitiesModule } from './entities/entities.module.js';
import { GalleriesModule } from './galleries/galleries.module.js';
import { GroupsModule } from './groups/groups.module.js';
import { HttpModule } from './http/http.module.js';
import { ImagesModule } from './images/images.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { LibrariesModule } from './libraries/libraries.module.js';
import { LiveModule } from './live/live.module.js';
import { M3uModule } from './m3u/m3u.module.js';
import { MarkersModule } from './markers/markers.module.js';
import { MediaModule } from './media/media.module.js';
import { MediaTokensModule } from './media-tokens/media-tokens.module.js';
import { PerformersModule } from './performers/performers.module.js';
import { PlaylistsModule } from './playlists/playlists.module.js';
import { SearchModule } from './search/search.module.js';
import { SetupModule } from './setup/setup.module.js';
import { StashBoxesModule } from './stash-boxes/stash-boxes.module.js';
import { StreamsModule } from './streams/streams.module.js';
import { StudiosModule } from './studios/studios.module.js';
import { SuggestionsModule } from './suggestions/suggestions.module.js';
import { SystemModule } from './system/system.module.js';
import { TagsModule } from './tags/tags.module.js';
import { UsersModule } from './users/users.module.js';
import { ActivityModule } from './activity/activity.module.js';
import { StatisticsModule } from './statistics/statistics.module.js';
import { ViewsModule } from './views/views.module.js';
import { VideosModule } from './videos/videos.module.js';

@Module({
  imports: [
    DatabaseModule,
    HttpModule,
    UsersModule,
    ApiKeysModule,
    MediaTokensModule,
    AuthModule,
    SetupModule,
    SystemModule,
    // Before the kinds: what it answers would be the id of an entity to them.
    SearchModule,
    M3uModule,
    VideosModule,
    EntitiesModule,
    PerformersModule,
    StudiosModule,
    TagsModule,
    GroupsModule,
    MarkersModule,
    GalleriesModule,
    ImagesModule,
    BulkModule,
    ViewsModule,
    PlaylistsModule,
    SuggestionsModule,
    StatisticsModule,
    ActivityModule,
    StashBoxesModule,
    ArtifactsModule,
    MediaModule,
    StreamsModule,
    LiveModule,
    LibrariesModule,
    JobsModule,
    DeadLettersModule,
  ],
})
export class AppModule {}
