import type { EntityKind } from '@reelm/contracts';
import { Building2, Clapperboard, Film, Image, Images, MapPin, Tag, UserRound, type LucideIcon } from 'lucide-react';

/** What a kind of entity is called and how it is drawn, everywhere. */
export const entityKinds: Readonly<Record<EntityKind, { one: string; many: string; icon: LucideIcon }>> = {
  video: { one: 'video', many: 'videos', icon: Clapperboard },
  performer: { one: 'performer', many: 'performers', icon: UserRound },
  studio: { one: 'studio', many: 'studios', icon: Building2 },
  tag: { one: 'tag', many: 'tags', icon: Tag },
  group: { one: 'group', many: 'groups', icon: Film },
  marker: { one: 'marker', many: 'markers', icon: MapPin },
  gallery: { one: 'gallery', many: 'galleries', icon: Images },
  image: { one: 'image', many: 'images', icon: Image },
};
