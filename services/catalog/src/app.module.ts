import { Module } from '@nestjs/common';
import { ApiKeysModule } from './api-keys/api-keys.module.js';
import { AuthModule } from './auth/auth.module.js';
import { DatabaseModule } from './database/database.module.js';
import { DeadLettersModule } from './dead-letters/dead-letters.module.js';
import { HttpModule } from './http/http.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { LibrariesModule } from './libraries/libraries.module.js';
import { LiveModule } from './live/live.module.js';
import { MediaModule } from './media/media.module.js';
import { SetupModule } from './setup/setup.module.js';
import { StashBoxesModule } from './stash-boxes/stash-boxes.module.js';
import { SystemModule } from './system/system.module.js';
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
    AuthModule,
    SetupModule,
    SystemModule,
    VideosModule,
    ViewsModule,
    StatisticsModule,
    ActivityModule,
    StashBoxesModule,
    MediaModule,
    LiveModule,
    LibrariesModule,
    JobsModule,
    DeadLettersModule,
  ],
})
export class AppModule {}
