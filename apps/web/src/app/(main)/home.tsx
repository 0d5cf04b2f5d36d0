'use client';

import type { ListKind } from '@/components/list/kind';
import { groupKind } from '@/features/groups/group-kind';
import { HomePage } from '@/features/home/components/home-page';
import type { Kinds } from '@/features/home/hooks/use-home';
import { markerKind } from '@/features/markers/marker-kind';
import { performerKind } from '@/features/performers/performer-kind';
import { studioKind } from '@/features/studios/studio-kind';
import { tagKind } from '@/features/tags/tag-kind';
import { videoKind } from '@/features/videos/video-kind';

// Rows hand items from a kind's own list back to the kind's own cards, so which item it is does not matter to them.
const kinds = {
  video: videoKind,
  performer: performerKind,
  studio: studioKind,
  tag: tagKind,
  group: groupKind,
  marker: markerKind,
} as unknown as Record<string, ListKind> as Kinds;

/** Brings the home page and the kinds together; features do not know each other. */
export const Home = () => <HomePage kinds={kinds} />;
