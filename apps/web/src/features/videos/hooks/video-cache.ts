import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { VideoCard, type Video } from '@reelm/contracts';
import { videoKeys } from '../api/videos-api';

interface VideoPage {
  items: VideoCard[];
  nextCursor: string | null;
  total?: number | undefined;
}
export type VideoPages = InfiniteData<VideoPage, string | undefined>;

/** The pages with one card changed; the same object where no page has it, so that nothing renders again. */
export function patchPages(pages: VideoPages, id: string, change: (card: VideoCard) => VideoCard): VideoPages {
  if (!pages.pages.some((page) => page.items.some((card) => card.id === id))) return pages;
  return {
    ...pages,
    pages: pages.pages.map((page) => ({ ...page, items: page.items.map((card) => (card.id === id ? change(card) : card)) })),
  };
}

export function patchCards(client: QueryClient, id: string, change: (card: VideoCard) => VideoCard): void {
  client.setQueriesData<VideoPages>({ queryKey: videoKeys.lists }, (pages) => (pages ? patchPages(pages, id, change) : pages));
}

/** Puts a fresh video into its own page and into every list that shows it. */
export function storeVideo(client: QueryClient, video: Video): void {
  client.setQueryData(videoKeys.detail(video.id), video);
  patchCards(client, video.id, (card) => ({ ...card, ...cardOf(video) }));
}

/** What lists show of a video. */
export const cardOf = (video: Video): VideoCard => VideoCard.parse(video);
