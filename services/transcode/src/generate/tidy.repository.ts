import { Injectable } from '@nestjs/common';
import { Database } from '@reelm/service-kit';

@Injectable()
export class TidyRepository {
  constructor(private readonly database: Database) {}

  /** Those of some keys that nothing refers to, and that nobody has announced or given up either. */
  async orphans(keys: readonly string[]): Promise<string[]> {
    const rows = await this.database.query<{ key: string }>(
      `SELECT key FROM unnest($1::text[]) AS stored (key)
       WHERE NOT EXISTS (SELECT FROM artifact WHERE artifact.key = stored.key)
         AND NOT EXISTS (SELECT FROM obsolete_object WHERE obsolete_object.key = stored.key)`,
      [keys],
    );
    return rows.map(({ key }) => key);
  }
}
