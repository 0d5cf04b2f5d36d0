'use client';

import { artifactHttp, listHttp, type ResponseOf, type SampledKind } from '@reelm/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '@/lib/api';

/** The newest that is kept of what was tried, so that two can be compared. */
const kept = 2;

export type Sample = ResponseOf<typeof artifactHttp.sampleArtifact> & { kind: SampledKind; name: string };

/** Some videos whose files are there; undefined until the server answers. */
export function useVideosToTry() {
  const { data } = useQuery({
    queryKey: ['videos', 'to-try'],
    queryFn: ({ signal }) => call(listHttp.listVideos, { query: { q: 'state:ready', limit: 20 } }, { signal }),
  });
  return data?.items;
}

/** What the settings give of a video, the newest first. */
export function useSamples() {
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async ({ kind, videoId, name }: { kind: SampledKind; videoId: string; name: string }): Promise<Sample> => ({
      ...(await call(artifactHttp.sampleArtifact, { body: { kind, videoId } })),
      kind,
      name,
    }),
    onSuccess: (sample) => setSamples((before) => [sample, ...before].slice(0, kept)),
  });
  return { samples, make: mutate, making: isPending, error };
}
