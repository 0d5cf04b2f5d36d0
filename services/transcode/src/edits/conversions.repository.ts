import { Injectable } from '@nestjs/common';
import { Database } from '@reelm/service-kit';
import type { Conversion } from './estimate.js';

const kept = 200;

/** The table `conversion`: what conversions cost on this machine. */
@Injectable()
export class ConversionsRepository {
  constructor(private readonly database: Database) {}

  async note({ codec, quality, decoded, encoded, seconds }: Conversion): Promise<void> {
    await this.database.query('INSERT INTO conversion (codec, quality, decoded, encoded, seconds) VALUES ($1, $2, $3, $4, $5)', [
      codec,
      quality,
      decoded,
      encoded,
      seconds,
    ]);
    await this.database.query('DELETE FROM conversion WHERE id <= (SELECT max(id) FROM conversion) - $1', [kept]);
  }

  /** The last ones to a codec, the newest first. */
  latest(codec: Conversion['codec'], most: number): Promise<Conversion[]> {
    return this.database.query<Conversion>(
      'SELECT codec, quality, decoded, encoded, seconds FROM conversion WHERE codec = $1 ORDER BY id DESC LIMIT $2',
      [codec, most],
    );
  }
}
