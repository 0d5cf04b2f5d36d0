import { Global, Module } from '@nestjs/common';
import { CatalogPrisma } from './catalog-prisma.js';

@Global()
@Module({ providers: [CatalogPrisma], exports: [CatalogPrisma] })
export class DatabaseModule {}
