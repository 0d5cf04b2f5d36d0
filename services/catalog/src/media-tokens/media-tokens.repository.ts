import { Injectable } from '@nestjs/common';
import { Database } from '@reelm/service-kit';

@Injectable()
export class MediaTokensRepository {
  constructor(private readonly database: Database) {}

  async video(id: string): Promise<{ name: string; isPart: boolean } | undefined> {
    const [row] = await this.database.query<{ name: string; isPart: boolean }>(
      'SELECT name, part_start IS NOT NULL AS "isPart" FROM video WHERE id = $1',
      [id],
    );
    return row;
  }

  /** A playlist that the user may play: whether it holds a video, or its search. */
  async playlistWith(
    userId: string,
    id: string,
    videoId: string | null,
  ): Promise<{ name: string; q: string | null; holds: boolean } | undefined> {
    const [row] = await this.database.query<{ name: string; q: string | null; holds: boolean }>(
      `SELECT name, q, EXISTS (SELECT FROM playlist_item i WHERE i.playlist_id = p.id AND i.video_id = $3) AS holds
       FROM playlist p WHERE id = $1 AND (user_id = $2 OR shared)`,
      [id, userId, videoId],
    );
    return row;
  }
}
