import { Injectable } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import { Database } from '@reelm/service-kit';
import { PrismaClient } from './generated/prisma/client.js';

/** Prisma on the pool of the service, for plain reads. */
@Injectable()
export class TranscodePrisma extends PrismaClient {
  constructor(database: Database) {
    super({ adapter: new PrismaPg(database.pool, { schema: 'transcode' }) });
  }
}
