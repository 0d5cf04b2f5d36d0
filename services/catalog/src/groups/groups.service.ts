import { Injectable } from '@nestjs/common';
import { mostGroupVideos, type Group, type GroupVideo } from '@reelm/contracts';
import { EntitiesService } from '../entities/entities.service.js';
import { ListsService } from '../search/lists.service.js';
import { SearchService } from '../search/search.service.js';
import { videoCard } from '../videos/card.js';
import { GroupsRepository } from './groups.repository.js';

/** Videos that one request of a list answers. */
const pageSize = 200;

/** Groups, and their videos in an order of their own. */
@Injectable()
export class GroupsService {
  constructor(
    private readonly entities: EntitiesService,
    private readonly groups: GroupsRepository,
    private readonly lists: ListsService,
    private readonly search: SearchService,
  ) {}

  /** One group, or that which it was merged into. @throws AppError `entity.not_found` */
  get(id: string): Promise<Group> {
    return this.entities.follow('group', id, (found) => this.groups.find(found));
  }

  /** What a user may see of the videos: by place, then those without one by date. @throws AppError `entity.not_found` */
  async videos(id: string, userId: string): Promise<GroupVideo[]> {
    const group = await this.get(id);
    const places = await this.groups.placesIn(group.id);
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

  /**
   * Gives these videos of the group the places 1, 2, 3 …; what is not in the group, or the user may not see, is left alone.
   * @throws AppError `entity.not_found`
   */
  async arrange(id: string, ids: readonly string[], userId: string): Promise<void> {
    const group = await this.get(id);
    const seen = await this.search.among(await this.search.ask('video', '', userId), ids);
    const placeOf = new Map(ids.map((video, at) => [video, at + 1]));
    await this.entities.rewriteEach('video', seen, (video) => {
      const { groupIds, groupPlaces } = video.values as { groupIds: string[]; groupPlaces: Record<string, number> };
      return groupIds.includes(group.id) ? { groupPlaces: { ...groupPlaces, [group.id]: placeOf.get(video.id) } } : {};
    });
  }
}
