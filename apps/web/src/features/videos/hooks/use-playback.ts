'use client';

import type { Playback, PlaybackQuality, Video, VideoFile } from '@reelm/contracts';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { playsAsIs, thisClient } from '@/components/player/capabilities';
import type { Failure } from '@/components/player/hls';
import type { Choice } from '@/components/player/settings';
import type { Trouble } from '@/components/player/trouble';
import type { Source } from '@/components/player/use-source';
import { formatBitRate, languageName, resolutionName } from '@/lib/format';
import { playVideo, streamUrl } from '../api/playing-api';

/** How the film comes to the player, and what one can choose of that. */
export interface PlaybackControl {
  /** Null until it is known, and while it cannot be had. */
  source: Source | null;
  choices: readonly Choice[];
  /** How it comes, and why so. */
  about: string | null;
  /** Why it does not play. */
  trouble: Trouble | null;
  /** What would be better. */
  advice: Trouble | null;
  /** Whether there is another way, should this one fail. */
  hasOtherWay: boolean;
  /** The player could not play it, or it stopped arriving. */
  onTrouble: (what: Failure) => void;
  /** Somebody wants to choose. */
  onAsked: () => void;
}

interface Wish {
  audioTrack: number | null;
  quality: string | null;
  /** What failed so far: the file as it is, then its picture unchanged as well. */
  failed: 0 | 1 | 2;
  attempt: number;
}

const ways: Record<Playback['way'], string> = { direct: 'as it is', remux: 'picture unchanged', transcode: 'converted' };

/** Before the server has told: the line is there, so that nothing moves when it has. */
const unknownChoices: readonly Choice[] = [
  { label: 'Quality', options: [{ id: 'original', label: 'Original' }], chosen: 'original', choose: () => undefined },
];

/** A file that this browser surely plays starts at once; for all others the server decides. */
export function usePlayback(video: Video, file: VideoFile, startSeconds: number | null): PlaybackControl {
  const [wish, setWish] = useState<Wish>({ audioTrack: null, quality: null, failed: 0, attempt: 0 });
  const [asked, setAsked] = useState(false);
  const [lost, setLost] = useState(false);
  const [client] = useState(thisClient);
  const [from] = useState(startSeconds);
  const { media } = file;
  const asIs = wish.failed === 0 && wish.audioTrack === null && media !== null && playsAsIs(client, media);
  const plan = useQuery({
    queryKey: ['playback', video.id, file.id, wish.audioTrack, wish.failed],
    queryFn: ({ signal }) =>
      playVideo(
        video.id,
        {
          fileId: file.id,
          client: {
            ...client,
            ...(wish.failed > 0 ? { containers: [] } : {}),
            ...(wish.failed > 1 ? { videoCodecs: client.videoCodecs.filter((codec) => codec !== media?.videoCodec) } : {}),
          },
          ...(wish.audioTrack === null ? {} : { audioTrack: wish.audioTrack }),
          ...(from === null ? {} : { startSeconds: from }),
        },
        signal,
      ),
    // Direct play waits for nobody; its plan is for those who want to choose.
    enabled: !asIs || asked,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const data = plan.data;
  const quality = data?.qualities.find(({ id }) => id === wish.quality) ?? data?.qualities[0];
  const direct = asIs && (wish.quality === null || quality?.way === 'direct');
  const refused = !direct && data?.refusal != null && quality?.way === 'transcode';
  const url = direct ? streamUrl(video.id, file.id) : refused || lost ? null : (quality?.url ?? null);
  const isFile = direct || quality?.way === 'direct';
  const { part } = video;
  const { attempt } = wish;
  const costly = !isFile && quality?.way === 'transcode';
  const source = useMemo<Source | null>(
    () => (url === null ? null : { url, type: isFile ? 'file' : 'hls', range: isFile ? part : null, costly, attempt }),
    [url, isFile, part, costly, attempt],
  );
  const { refetch } = plan;
  const again = useCallback(() => {
    setLost(false);
    setWish((now) => ({ ...now, attempt: now.attempt + 1 }));
    void refetch();
  }, [refetch]);
  const onTrouble = useCallback(
    (what: Failure) => {
      if (what === 'unplayable') return setWish((now) => ({ ...now, failed: now.failed === 0 ? 1 : 2 }));
      if (what === 'broken') return setWish((now) => ({ ...now, failed: 2 }));
      setLost(true);
      // It may be that the machine is full: its answer says so.
      void refetch();
    },
    [refetch],
  );
  const choose = (patch: Partial<Wish>): void => {
    setLost(false);
    setWish((now) => ({ ...now, ...patch }));
  };
  const lower = data && quality ? lowerThan(data, quality) : null;
  const offer = lower ? { label: `Play in ${lower.id}`, take: () => choose({ quality: lower.id }) } : null;
  return {
    source,
    choices: data ? choicesOf(data, direct ? (wish.quality ?? 'original') : (quality?.id ?? ''), choose) : unknownChoices,
    about: data && quality ? aboutOf(data, quality, direct) : asIs ? 'The file is played as it is.' : null,
    trouble: plan.error
      ? { title: 'This cannot be played at present', text: plan.error.message, offer: null, retry: again }
      : refused
        ? { title: 'The machine is busy', text: data.refusal?.message ?? '', offer, retry: again }
        : lost && !direct
          ? { title: 'The film stopped arriving', text: 'What is to be played could not be made or did not come.', offer, retry: again }
          : null,
    advice:
      !direct && source && quality?.keepsUp === false && offer
        ? { title: '', text: `This machine is too slow for ${quality.id === 'original' ? 'the original' : quality.id}`, offer, retry: null }
        : null,
    hasOtherWay: wish.failed < 2,
    onTrouble,
    onAsked: useCallback(() => setAsked(true), []),
  };
}

/** The best quality below this one that the machine keeps up with, or the lowest of all. */
function lowerThan({ qualities, suggestedQuality }: Playback, now: PlaybackQuality): PlaybackQuality | null {
  const below = qualities.slice(qualities.findIndex(({ id }) => id === now.id) + 1);
  return below.find(({ id }) => id === suggestedQuality) ?? below.find(({ keepsUp }) => keepsUp) ?? below.at(-1) ?? null;
}

function choicesOf(plan: Playback, quality: string, choose: (patch: Partial<Wish>) => void): Choice[] {
  const { qualities, audioTracks, audioTrack } = plan;
  return [
    {
      label: 'Quality',
      options: qualities.map(({ id, way, height, width, bitRate, keepsUp }) => ({
        id,
        label: id === 'original' ? `Original, ${resolutionName(width, height)}` : id,
        detail: keepsUp ? `${ways[way]}${bitRate === null ? '' : `, ${formatBitRate(bitRate)}`}` : 'too slow here',
      })),
      chosen: quality,
      choose: (id) => choose({ quality: id }),
    },
    ...(audioTracks.length > 1
      ? [
          {
            label: 'Sound',
            options: audioTracks.map((track) => ({
              id: String(track.index),
              label: trackName(track),
              detail: `${track.codec}, ${channelsOf(track)}`,
            })),
            chosen: String(audioTrack ?? 0),
            choose: (id: string) => choose({ audioTrack: Number(id) }),
          },
        ]
      : []),
  ];
}

const trackName = ({ title, language, index }: Playback['audioTracks'][number]): string =>
  [languageName(language), title].filter(Boolean).join(': ') || `Track ${index + 1}`;
const channelsOf = ({ channels }: Playback['audioTracks'][number]): string =>
  channels > 2 ? `${channels - 1}.1` : channels === 2 ? 'stereo' : 'mono';

const aboutOf = (plan: Playback, { id, way }: PlaybackQuality, direct: boolean): string =>
  direct ? 'The file is played as it is.' : id === 'original' || way === plan.way ? plan.reason.message : `Converted to ${id}.`;
