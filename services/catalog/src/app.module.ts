import { Module } from '@nestjs/common';
import { ApiKeysModule } from './api-keys/api-keys.module.js';
import { AuthModule } from './auth/auth.module.js';
import { DatabaseModule } from './database/database.module.js';
import { HttpModule } from './http/http.module.js';
import { SetupModule } from './setup/setup.module.js';
import { SystemModule } from './system/system.module.js';
import { UsersModule } from './users/users.module.js';

@Module({
  imports: [
    DatabaseModule,
    HttpModule,
    UsersModule,
    ApiKeysModule,
    AuthModule,
    SetupModule,
    SystemModule,
  ],
})
export class AppModule {}
