import { Injectable } from '@nestjs/common';
import { Instant, Id, type Activity, type http, type Play, type QueryOf } from '@reelm/contracts';
import { AppError, Database, type Tx } from '@reelm/service-kit';
import { SearchService } from '../search/search.service.js';
import { ActivityRepository, type ActivityRow, type PlayPlace } from './activity.repository.js';
import { playProgress } from './play-progress.js';
import { watchedParts } from './watched-parts.js';

/** A row as the contract shows it; a video that was never touched has none. */
export const toActivity = (row: ActivityRow | undefined): Activity => ({
  plays: row?.plays ?? 0,
  playSeconds: row?.playSeconds ?? 0,
  resumeSeconds: row?.resumeSeconds ?? null,
  lastPlayedAt: row?.lastPlayedAt?.toISOString() ?? null,
  watchLaterAt: row?.watchLaterAt?.toISOString() ?? null,
});

/** What each user did with videos. Every method that names a video throws AppError `video.not_found`. */
@Injectable()
export class ActivityService {
  constructor(
    private readonly activity: ActivityRepository,
    private readonly search: SearchService,
    private readonly database: Database,
  ) {}

  report(userId: string, videoId: string, report: { playId: string; positionSeconds: number; playedSeconds: number }): Promise<Activity> {
    return this.database.transaction(async (tx) => {
      const duration = await this.duration(tx, videoId);
      const progress = playProgress(duration, report.positionSeconds, report.playedSeconds);
      const play = { id: report.playId, playedSeconds: report.playedSeconds, counts: progress.counts };
      const added = await this.activity.notePlay(tx, userId, videoId, play);
      const watched = watchedParts(duration, report.positionSeconds, added.seconds);
      return toActivity(await this.activity.add(tx, userId, videoId, added, progress, watched));
    });
  }

  change(
    userId: string,
    videoId: string,
    change: { watchLater?: boolean | undefined; resumeSeconds?: null | undefined },
  ): Promise<Activity> {
    return this.database.transaction(async (tx) => {
      await this.duration(tx, videoId);
      if (change.watchLater !== undefined) await this.activity.setWatchLater(tx, userId, videoId, change.watchLater);
      if (change.resumeSeconds === null) await this.activity.forgetPlace(tx, userId, videoId);
      return toActivity(await this.activity.find(userId, videoId, tx));
    });
  }

  /** Length of a video that is there, null while it is not analysed. */
  private async duration(tx: Tx, videoId: string): Promise<number | null> {
    const video = await this.activity.video(tx, videoId);
    if (video === undefined) throw new AppError('video.not_found');
    return video.duration;
  }

  /** @throws AppError `cursor.invalid` */
  async plays(userId: string, { cursor, limit }: QueryOf<typeof http.listPlays>): Promise<{ items: Play[]; nextCursor: string | null }> {
    const after = cursor === undefined ? null : readPlace(cursor);
    const rows = await this.activity.plays(userId, after, limit + 1, await this.search.visible(userId, 'v', 4));
    const items = rows.slice(0, limit).map((row) => ({ ...row, startedAt: row.startedAt.toISOString() }));
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last !== undefined ? `${last.startedAt}_${last.id}` : null };
  }

  clear(userId: string, videoId: string | null): Promise<void> {
    return this.database.transaction((tx) => this.activity.clear(tx, userId, videoId));
  }
}

const readPlace = (cursor: string): PlayPlace => {
  const [startedAt, id] = cursor.split('_');
  const place = { startedAt: Instant.safeParse(startedAt), id: Id.safeParse(id) };
  if (!place.startedAt.success || !place.id.success) throw new AppError('cursor.invalid');
  return { startedAt: place.startedAt.data, id: place.id.data };
};
