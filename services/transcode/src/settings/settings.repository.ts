import { Injectable } from '@nestjs/common';
import { ArtifactSettings, type ArtifactSettingsUpdate } from '@reelm/contracts';
import { Database, type Tx } from '@reelm/service-kit';

const defaults: ArtifactSettings = { fingerprints: { automatic: true } };

/** What the administrator chose; one row, absent until something is chosen. */
@Injectable()
export class SettingsRepository {
  constructor(private readonly database: Database) {}

  async find(tx: Tx = this.database): Promise<ArtifactSettings> {
    const [row] = await tx.query<{ chosen: unknown }>('SELECT chosen FROM artifact_settings');
    return row === undefined ? defaults : ArtifactSettings.parse(row.chosen);
  }

  async update(tx: Tx, { fingerprints }: ArtifactSettingsUpdate): Promise<ArtifactSettings> {
    await tx.query('LOCK TABLE artifact_settings IN SHARE ROW EXCLUSIVE MODE');
    const before = await this.find(tx);
    const after: ArtifactSettings = { fingerprints: { automatic: fingerprints?.automatic ?? before.fingerprints.automatic } };
    await tx.query('INSERT INTO artifact_settings (chosen) VALUES ($1) ON CONFLICT (one) DO UPDATE SET chosen = EXCLUDED.chosen', [
      JSON.stringify(after),
    ]);
    return after;
  }
}
