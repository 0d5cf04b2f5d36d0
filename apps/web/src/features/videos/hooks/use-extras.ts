'use client';

import type { Video, VideoStep } from '@reelm/contracts';
import { useQuery } from '@tanstack/react-query';
import { getSubtitles, getTimeline } from '../api/playing-api';
import { videoKeys } from '../api/videos-api';

const isMade = ({ files }: Video, kind: VideoStep['kind']): boolean =>
  files.some(({ steps }) => steps.some((step) => step.kind === kind && step.state === 'ready'));

/** Waveform, motion, cuts and what was watched, where they are known; `awaited` tells that there will be strips of them soon. */
export function useTimeline(video: Video) {
  const awaited = isMade(video, 'timeline');
  const { data = null } = useQuery({
    queryKey: [...videoKeys.detail(video.id), 'timeline'],
    queryFn: ({ signal }) => getTimeline(video.id, signal),
    enabled: awaited || isMade(video, 'pictures'),
    staleTime: 60_000,
  });
  return { awaited, data };
}

/** The subtitles that are text; those that are pictures cannot be shown by a browser. */
export function useSubtitles(video: Video) {
  const { data } = useQuery({
    queryKey: [...videoKeys.detail(video.id), 'subtitles'],
    queryFn: ({ signal }) => getSubtitles(video.id, signal),
    enabled: isMade(video, 'subtitles'),
    staleTime: 60_000,
  });
  return data;
}
