import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { entityEvents, events, type EventMessage, type PayloadOf } from '@reelm/contracts';
import { OnEvent, type EventContext } from '@reelm/service-kit';
import { SuggestionsService } from './suggestions.service.js';

type Changed = EventMessage<PayloadOf<typeof events.videoCreated>>[];

const idsOf = (changed: Changed): string[] => [...new Set(changed.map(({ payload }) => payload.videoId))];

type ChangedThing = EventMessage<PayloadOf<(typeof entityEvents)['tag']['updated']>>[];

const made = (changed: ChangedThing): string[] => [...new Set(changed.map(({ payload }) => payload.id))];
const renamed = (changed: ChangedThing): string[] =>
  made(changed.filter(({ payload }) => ['name', 'aliases', 'autoMatch'].some((field) => payload.fields.includes(field))));

/** Looks for names where videos are new or their files changed, and where names are. */
@Controller()
export class MatchingController {
  constructor(private readonly suggestions: SuggestionsService) {}

  @OnEvent(events.videoCreated)
  async created(@Payload() videos: Changed, @Ctx() { tx }: EventContext): Promise<void> {
    await this.suggestions.lookIn(tx, idsOf(videos));
  }

  @OnEvent(events.videoUpdated)
  async updated(@Payload() videos: Changed, @Ctx() { tx }: EventContext): Promise<void> {
    await this.suggestions.lookIn(tx, idsOf(videos.filter(({ payload }) => payload.fields.includes('files'))));
  }

  @OnEvent(entityEvents.performer.created)
  async performersCreated(@Payload() changed: ChangedThing, @Ctx() { tx }: EventContext): Promise<void> {
    await this.suggestions.findNew(tx, 'performer', made(changed));
  }

  @OnEvent(entityEvents.performer.updated)
  async performersUpdated(@Payload() changed: ChangedThing, @Ctx() { tx }: EventContext): Promise<void> {
    await this.suggestions.findNew(tx, 'performer', renamed(changed));
  }

  @OnEvent(entityEvents.studio.created)
  async studiosCreated(@Payload() changed: ChangedThing, @Ctx() { tx }: EventContext): Promise<void> {
    await this.suggestions.findNew(tx, 'studio', made(changed));
  }

  @OnEvent(entityEvents.studio.updated)
  async studiosUpdated(@Payload() changed: ChangedThing, @Ctx() { tx }: EventContext): Promise<void> {
    await this.suggestions.findNew(tx, 'studio', renamed(changed));
  }

  @OnEvent(entityEvents.tag.created)
  async tagsCreated(@Payload() changed: ChangedThing, @Ctx() { tx }: EventContext): Promise<void> {
    await this.suggestions.findNew(tx, 'tag', made(changed));
  }

  @OnEvent(entityEvents.tag.updated)
  async tagsUpdated(@Payload() changed: ChangedThing, @Ctx() { tx }: EventContext): Promise<void> {
    await this.suggestions.findNew(tx, 'tag', renamed(changed));
  }
}
