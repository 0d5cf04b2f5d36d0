import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { SERVICE_CONFIG, StatusRegistry } from '@reelm/service-kit';
import { ApiKeysModule } from '../api-keys/api-keys.module.js';
import type { CatalogConfig } from '../config.js';
import { MediaTokensModule } from '../media-tokens/media-tokens.module.js';
import { SearchModule } from '../search/search.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccessGuard } from './access.guard.js';
import { AttemptLimiter } from './attempt-limiter.js';
import { AuthService } from './auth.service.js';
import { SessionController } from './session.controller.js';
import { SessionsRepository } from './sessions.repository.js';

@Module({
  imports: [UsersModule, ApiKeysModule, MediaTokensModule, SearchModule],
  controllers: [SessionController],
  providers: [
    AuthService,
    SessionsRepository,
    { provide: AttemptLimiter, useFactory: () => new AttemptLimiter() },
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [AuthService],
})
export class AuthModule implements OnModuleInit {
  constructor(
    private readonly status: StatusRegistry,
    @Inject(SERVICE_CONFIG) private readonly config: CatalogConfig,
  ) {}

  onModuleInit(): void {
    if (this.config.REELM_PUBLIC_URL?.startsWith('https:')) return;
    this.status.setWarning('auth.insecure_cookie', {
      code: 'auth.insecure_cookie',
      message:
        'Sessions are not protected on the way: the session cookie also travels over plain http. On a network that you do not trust, put Reelm behind https and set REELM_PUBLIC_URL.',
    });
  }
}
