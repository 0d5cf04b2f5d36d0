import { Injectable } from '@nestjs/common';
import { ArtifactSettings, type ArtifactSettingsUpdate } from '@reelm/contracts';
import { Database, type Tx } from '@reelm/service-kit';
import { z } from 'zod';
import { standardPictures } from '../media/technique.js';

const defaults: ArtifactSettings = {
  pictures: standardPictures,
  fingerprints: { automatic: true },
  preview: { automatic: true, clips: 12, clipSeconds: 0.75, height: 360, quality: 'normal', webp: false },
  timeline: { automatic: true },
  subtitles: { automatic: true },
};
/** What was chosen before there was more to choose has parts alone. */
const Chosen = z.looseObject({});

/** What the administrator chose; one row, absent until something is chosen. */
@Injectable()
export class SettingsRepository {
  constructor(private readonly database: Database) {}

  async find(tx: Tx = this.database): Promise<ArtifactSettings> {
    const [row] = await tx.query<{ chosen: unknown }>('SELECT chosen FROM artifact_settings');
    return row === undefined ? defaults : ArtifactSettings.parse({ ...defaults, ...Chosen.parse(row.chosen) });
  }

  async update(tx: Tx, change: ArtifactSettingsUpdate): Promise<ArtifactSettings> {
    await tx.query('LOCK TABLE artifact_settings IN SHARE ROW EXCLUSIVE MODE');
    const before = await this.find(tx);
    const after = ArtifactSettings.parse({
      pictures: { ...before.pictures, ...change.pictures },
      fingerprints: { ...before.fingerprints, ...change.fingerprints },
      preview: { ...before.preview, ...change.preview },
      timeline: { ...before.timeline, ...change.timeline },
      subtitles: { ...before.subtitles, ...change.subtitles },
    });
    await tx.query('INSERT INTO artifact_settings (chosen) VALUES ($1) ON CONFLICT (one) DO UPDATE SET chosen = EXCLUDED.chosen', [
      JSON.stringify(after),
    ]);
    return after;
  }
}
