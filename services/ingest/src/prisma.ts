import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import { Database } from '@reelm/service-kit';
import { PrismaClient } from './generated/prisma/client.js';

/** Prisma on the pool of the service, for plain reads. */
@Injectable()
export class IngestPrisma extends PrismaClient implements OnApplicationShutdown {
  constructor(database: Database) {
    super({ adapter: new PrismaPg(database.pool, { schema: 'ingest' }) });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.$disconnect();
  }
}
