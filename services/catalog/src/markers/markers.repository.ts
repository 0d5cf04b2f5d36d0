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
}
