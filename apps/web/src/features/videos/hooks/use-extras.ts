'use client';

import type { Video, VideoStep, VideoWaveform } from '@reelm/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getSubtitles, getTimeline, getWaveform } from '../api/playing-api';
import { videoKeys } from '../api/videos-api';
import { pieceOf, type Shown } from '../timeline-model';

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

/** The sound of what is shown, in more detail than that of the whole film; null where that is not needed, or not there yet. */
export function useWaveform(videoId: string, shown: Shown | null, duration: number): VideoWaveform | null {
  const piece = shown && pieceOf(shown, duration);
  const { data } = useQuery({
    queryKey: [...videoKeys.detail(videoId), 'waveform', piece?.from, piece?.to],
    queryFn: ({ signal }) => getWaveform(videoId, { from: piece?.from ?? 0, to: piece?.to ?? 0 }, signal),
    enabled: piece !== null,
    staleTime: Infinity,
    retry: false,
    placeholderData: keepPreviousData,
  });
  // What was shown before may lie elsewhere.
  return shown && piece && data && data.startSeconds <= shown.from && data.endSeconds >= shown.to - 0.01 ? data : null;
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
