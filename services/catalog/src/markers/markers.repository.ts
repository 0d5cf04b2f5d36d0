import { Injectable } from '@nestjs/common';
import type { Marker } from '@reelm/contracts';
import { Database } from '@reelm/service-kit';
import { markerCard, type MarkerRow } from './card.js';

@Injectable()
export class MarkersRepository {
  constructor(private readonly database: Database) {}

  async find(id: string): Promise<Marker | undefined> {
    const [row] = await this.database.query<MarkerRow>(`SELECT ${markerCard.columns} FROM marker m WHERE m.id = $1`, [id]);
    return row && markerCard.toCard(row);
  }

  /** Markers of a video in the order of its time; undefined where there is no such video. `visible` is a condition on `video v`, whose parameters begin with `$2`. */
  async ofVideo(videoId: string, visible: { sql: string; values: readonly unknown[] }): Promise<Marker[] | undefined> {
    const [[video], rows] = await Promise.all([
      this.database.query('SELECT FROM video WHERE id = $1', [videoId]),
      this.database.query<MarkerRow>(
        `SELECT ${markerCard.columns} FROM marker m JOIN video v ON v.id = m.video_id WHERE m.video_id = $1 AND (${visible.sql})
         ORDER BY m.start_seconds, m.id`,
        [videoId, ...visible.values],
      ),
    ]);
    return video && rows.map(markerCard.toCard);
  }
}
