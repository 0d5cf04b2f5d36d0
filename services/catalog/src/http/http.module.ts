import { Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { EndpointRegistry } from './endpoint-registry.js';
import { ErrorFilter } from './error.filter.js';
import { IdempotencyRepository } from './idempotency.repository.js';
import { IdempotencyService } from './idempotency.service.js';
import { OpenApiController } from './openapi.controller.js';
import { ResponseInterceptor } from './response.interceptor.js';

@Module({
  imports: [DiscoveryModule],
  controllers: [OpenApiController],
  providers: [
    EndpointRegistry,
    IdempotencyRepository,
    IdempotencyService,
    { provide: APP_FILTER, useClass: ErrorFilter },
    { provide: APP_INTERCEPTOR, useClass: ResponseInterceptor },
  ],
})
export class HttpModule {}
