import { Inject, Injectable } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import { Database, SERVICE_IDENTITY, type ServiceIdentity } from '@reelm/service-kit';
import { PrismaClient } from '../generated/prisma/client.js';

/** Prisma on the service's own schema and the connection pool that the whole service shares. */
@Injectable()
export class CatalogPrisma extends PrismaClient {
  constructor(database: Database, @Inject(SERVICE_IDENTITY) identity: ServiceIdentity) {
    super({ adapter: new PrismaPg(database.pool, { schema: identity.schema }) });
  }
}
