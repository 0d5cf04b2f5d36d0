import type { QueryClient } from '@tanstack/react-query';
import { VideoCard, type Video } from '@reelm/contracts';
import { patchItems } from '@/components/list/list-data';
import { videoKeys } from '../api/videos-api';

/** Changes one card in every list that shows it. */
export const patchCards = (client: QueryClient, id: string, change: (card: VideoCard) => VideoCard): void =>
  patchItems<VideoCard>(client, videoKeys.all, id, change);

/** Puts a fresh video into its own page and into every list that shows it. */
export function storeVideo(client: QueryClient, video: Video): void {
  client.setQueryData(videoKeys.detail(video.id), video);
  patchCards(client, video.id, () => VideoCard.parse(video));
}
