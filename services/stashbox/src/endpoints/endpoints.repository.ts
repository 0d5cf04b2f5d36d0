import { Injectable } from '@nestjs/common';
import { AppError, Database, type Tx } from '@reelm/service-kit';
import type { Endpoint as EndpointRow } from '../generated/prisma/client.js';
import { StashBoxPrisma } from '../prisma.js';
import { LastCheck, type Endpoint } from './endpoint.js';

const toEndpoint = (row: EndpointRow): Endpoint => ({
  id: row.id,
  name: row.name,
  url: row.url,
  lockedKey: row.apiKey,
  lastCheck: row.lastCheck === null ? null : LastCheck.parse(row.lastCheck),
  createdAt: row.createdAt,
});

const columns = 'id, name, url, api_key AS "apiKey", last_check AS "lastCheck", created_at AS "createdAt", updated_at AS "updatedAt"';
const UNIQUE_VIOLATION = '23505';

@Injectable()
export class EndpointsRepository {
  constructor(
    private readonly prisma: StashBoxPrisma,
    private readonly database: Database,
  ) {}

  async list(): Promise<Endpoint[]> {
    return (await this.prisma.endpoint.findMany({ orderBy: { name: 'asc' } })).map(toEndpoint);
  }

  async find(id: string): Promise<Endpoint | null> {
    const row = await this.prisma.endpoint.findUnique({ where: { id } });
    return row === null ? null : toEndpoint(row);
  }

  /** Finds and locks it until the end of the transaction. */
  async findForUpdate(tx: Tx, id: string): Promise<Endpoint | null> {
    const [row] = await tx.query<EndpointRow>(`SELECT ${columns} FROM endpoint WHERE id = $1 FOR UPDATE`, [id]);
    return row === undefined ? null : toEndpoint(row);
  }

  /** @throws AppError `stashbox.name_taken` */
  async insert(tx: Tx, endpoint: Pick<Endpoint, 'id' | 'name' | 'url' | 'lockedKey'>): Promise<Endpoint> {
    const { id, name, url, lockedKey } = endpoint;
    const [row] = await orNameTaken(
      name,
      tx.query<EndpointRow>(`INSERT INTO endpoint (id, name, url, api_key) VALUES ($1, $2, $3, $4) RETURNING ${columns}`, [
        id,
        name,
        url,
        lockedKey,
      ]),
    );
    return toEndpoint(existing(row));
  }

  /** Stores name, address, key and last check. @throws AppError `stashbox.name_taken` */
  async update(tx: Tx, { id, name, url, lockedKey, lastCheck }: Endpoint): Promise<Endpoint> {
    const [row] = await orNameTaken(
      name,
      tx.query<EndpointRow>(
        `UPDATE endpoint SET name = $2, url = $3, api_key = $4, last_check = $5, updated_at = now() WHERE id = $1 RETURNING ${columns}`,
        [id, name, url, lockedKey, lastCheck === null ? null : JSON.stringify(lastCheck)],
      ),
    );
    return toEndpoint(existing(row));
  }

  /** @returns whether it was there */
  async remove(id: string): Promise<boolean> {
    const { count } = await this.prisma.endpoint.deleteMany({ where: { id } });
    return count > 0;
  }

  /** Notes the result of a check, unless address or key changed while it ran. */
  async recordCheck(tx: Tx, checked: Pick<Endpoint, 'id' | 'url' | 'lockedKey'>, lastCheck: LastCheck): Promise<void> {
    await tx.query('UPDATE endpoint SET last_check = $4 WHERE id = $1 AND url = $2 AND api_key = $3', [
      checked.id,
      checked.url,
      checked.lockedKey,
      JSON.stringify(lastCheck),
    ]);
  }

  transaction<R>(work: (tx: Tx) => Promise<R>): Promise<R> {
    return this.database.transaction(work);
  }
}

async function orNameTaken<T>(name: string, written: Promise<T>): Promise<T> {
  try {
    return await written;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION) throw new AppError('stashbox.name_taken', { name });
    throw error;
  }
}

function existing(row: EndpointRow | undefined): EndpointRow {
  if (row === undefined) throw new AppError('stashbox.not_found');
  return row;
}
