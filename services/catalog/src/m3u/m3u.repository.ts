import { Injectable } from '@nestjs/common';
import { Database } from '@reelm/service-kit';

@Injectable()
export class M3uRepository {
  constructor(private readonly database: Database) {}

  /** Those of some videos that are ranges of files. */
  async parts(videoIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.query<{ id: string }>('SELECT id FROM video WHERE id = ANY ($1::uuid[]) AND part_start IS NOT NULL', [
      videoIds,
    ]);
    return new Set(rows.map(({ id }) => id));
  }

  async video(id: string): Promise<{ id: string; name: string; durationSeconds: number | null } | undefined> {
    const [row] = await this.database.query<{ id: string; name: string; durationSeconds: number | null }>(
      'SELECT id, name, duration AS "durationSeconds" FROM video WHERE id = $1',
      [id],
    );
    return row;
  }
}
