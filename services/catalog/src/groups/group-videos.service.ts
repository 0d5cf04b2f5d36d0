import { Injectable } from '@nestjs/common';
import { mostGroupVideos, type GroupVideo } from '@reelm/contracts';
import { EntitiesService } from '../entities/entities.service.js';
import { ListsService } from '../search/lists.service.js';
import { videoCard } from '../videos/card.js';
import { GroupsRepository } from './groups.repository.js';

/** Videos that one request of a list answers. */
const pageSize = 200;

/** The videos of a group in its own order. */
@Injectable()
export class GroupVideosService {
  constructor(
    private readonly lists: ListsService,
    private readonly groups: GroupsRepository,
    private readonly entities: EntitiesService,
  ) {}

  /** What a user may see of them: by place, then those without one by date. @throws AppError `entity.not_found` */
  async list(id: string, userId: string): Promise<GroupVideo[]> {
    const group = await this.entities.follow('group', id, (found) => this.groups.find(found));
    const places = new Map(
      (await this.groups.placesIn(group.id)).map(({ id: video, groupPlaces }) => [video, groupPlaces[group.id] ?? null]),
    );
    const videos: GroupVideo[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.lists.list(
        'video',
        { q: `group=${group.id}`, sort: 'date', limit: pageSize, cursor, total: false },
        userId,
        videoCard,
      );
      videos.push(...page.items.map((video) => ({ video, place: places.get(video.id) ?? null })));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined && videos.length < mostGroupVideos);
    // The sort is stable, so the order by date stays within equal places.
    return videos.toSorted((a, b) => (a.place ?? Infinity) - (b.place ?? Infinity) || 0);
  }

  /** Gives these videos of the group the places 1, 2, 3 …; what is not in the group is left alone. @throws AppError `request.conflict` */
  async arrange(id: string, ids: readonly string[]): Promise<void> {
    const videos = new Map((await this.groups.placesIn(id)).map((video) => [video.id, video]));
    for (const [at, videoId] of ids.entries()) {
      const video = videos.get(videoId);
      if (video === undefined || video.groupPlaces[id] === at + 1) continue;
      const groups = video.groupIds.map((groupId) => ({ groupId, place: groupId === id ? at + 1 : (video.groupPlaces[groupId] ?? null) }));
      await this.entities.update('video', videoId, { groups }, [video.version]);
    }
  }
}
