'use client';

import type { Video, VideoFile } from '@reelm/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { CheckCircle2, CircleAlert, Clock, Heart, Unplug } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { Tabs } from 'radix-ui';
import { useMemo, useRef, useState } from 'react';
import { DetailPage } from '@/components/detail/detail-page';
import { EditConflict } from '@/components/edit/edit-conflict';
import { EditableText } from '@/components/edit/editable-text';
import { Player } from '@/components/player/player';
import { Skeleton } from '@/components/states';
import { Button } from '@/components/ui/button';
import { cn } from '@/lib/cn';
import { useMay } from '@/lib/session';
import { streamUrl } from '../api/videos-api';
import { useReportPlay, watchLater } from '../hooks/use-activity';
import { useEditVideo } from '../hooks/use-edit-video';
import { useVideo } from '../hooks/use-video';
import { Moments } from './moments';
import { TitleText, VideoDetails } from './video-details';
import { VideoFiles } from './video-files';
import { VideoMarkers, type Playhead } from './video-markers';
import { VideoMenu } from './video-menu';
import { VideoSteps } from './video-steps';

export function VideoPage({ id }: { id: string }) {
  return (
    <DetailPage kind="video" id={id} query={useVideo(id)} skeleton={<VideoSkeleton />}>
      {(video) => <LoadedVideo key={video.id} video={video} />}
    </DetailPage>
  );
}

const VideoSkeleton = () => (
  <div className={frameLook}>
    <Skeleton className="aspect-video max-h-[calc(100dvh-11rem)] w-full" />
    <Skeleton className="h-96 w-full" />
  </div>
);

const frameLook =
  'mx-auto grid w-full max-w-[112rem] items-start gap-5 pb-12 sm:px-6 sm:pt-5 lg:grid-cols-[minmax(0,1fr)_22rem] 2xl:grid-cols-[minmax(0,1fr)_26rem]';

function LoadedVideo({ video }: { video: Video }) {
  const editing = useEditVideo(video);
  const [chosen, setChosen] = useState<string | null>(useSearchParams().get('file'));
  const file = video.files.find((each) => each.id === chosen) ?? playable(video.files);
  const screen = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/refs -- the ref is read when a marker is made, not while rendering
  const playhead = useMemo(() => playheadOf(screen), []);
  return (
    <div className={frameLook}>
      <div className="grid min-w-0 gap-4">
        <div ref={screen}>
          <Screen video={video} file={file} />
        </div>
        <Heading video={video} editing={editing} />
        <Moments video={video} playhead={playhead} />
        {editing.conflict ? (
          <div className="px-4 sm:px-0">
            <EditConflict
              what="video"
              entity={video}
              patch={editing.conflict.patch}
              shown={editing.conflict.shown}
              onMine={editing.keepMine}
              onTheirs={editing.keepTheirs}
            />
          </div>
        ) : null}
      </div>
      <Tabs.Root defaultValue="details" className="min-w-0 px-4 sm:px-0">
        <Tabs.List aria-label="About this video" className="mb-4 flex gap-1 border-b border-line">
          <Tab value="details">Details</Tab>
          <Tab value="markers">{video.counts.markers > 0 ? `Markers (${video.counts.markers})` : 'Markers'}</Tab>
          <Tab value="files">{video.files.length === 1 ? 'File' : `Files (${video.files.length})`}</Tab>
          <Tab value="steps">Steps</Tab>
        </Tabs.List>
        <Tabs.Content value="details">
          <VideoDetails video={video} edit={editing.edit} />
        </Tabs.Content>
        <Tabs.Content value="markers">
          <VideoMarkers video={video} playhead={playhead} edit={editing.edit} />
        </Tabs.Content>
        <Tabs.Content value="files">
          <VideoFiles video={video} playing={file?.id ?? null} onPlay={setChosen} />
        </Tabs.Content>
        <Tabs.Content value="steps">
          <VideoSteps video={video} />
        </Tabs.Content>
      </Tabs.Root>
    </div>
  );
}

/** The film in the player, for the panel beside it. */
function playheadOf(screen: React.RefObject<HTMLElement | null>): Playhead {
  const film = (): HTMLVideoElement | null => screen.current?.querySelector('video') ?? null;
  return {
    time: () => film()?.currentTime ?? 0,
    seek: (seconds) => {
      const element = film();
      if (element) element.currentTime = seconds;
    },
  };
}

const Tab = ({ value, children }: { value: string; children: React.ReactNode }) => (
  <Tabs.Trigger
    value={value}
    className="-mb-px h-10 border-b-2 border-transparent px-3 text-sm font-medium text-muted hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink pointer-coarse:h-11"
  >
    {children}
  </Tabs.Trigger>
);

/** The first file that is there; one that could not be analysed may still play in the browser. */
const playable = (files: readonly VideoFile[]): VideoFile | undefined =>
  files.find((file) => file.state === 'ready') ?? files.find((file) => file.state !== 'missing' && !(file.problem?.code === 'media.empty'));

function Screen({ video, file }: { video: Video; file: VideoFile | undefined }) {
  if (!file) {
    const problem = video.files[0]?.problem;
    return (
      <div
        className="grid aspect-video max-h-[60dvh] w-full place-content-center justify-items-center gap-3 bg-raised p-6 text-center sm:rounded-lg"
        role="alert"
      >
        {problem ? (
          <CircleAlert className="size-9 text-bad" strokeWidth={1.5} aria-hidden />
        ) : (
          <Unplug className="size-9 text-muted" strokeWidth={1.5} aria-hidden />
        )}
        <p className="font-semibold">{problem ? 'There is nothing to play' : 'The file is not there at present'}</p>
        <p className="max-w-md text-sm text-muted">
          {problem?.message ??
            'Is the disk mounted? Reelm notices at the next scan when it is back. Everything known about the video stays.'}
        </p>
      </div>
    );
  }
  return <LoadedScreen video={video} file={file} />;
}

function LoadedScreen({ video, file }: { video: Video; file: VideoFile }) {
  const onProgress = useReportPlay(video.id);
  // A link to a moment, as markers have, wins over the place where one stopped.
  const moment = Number(useSearchParams().get('t') ?? NaN);
  const linked = Number.isFinite(moment) && moment >= 0 ? moment : null;
  const format = file.media
    ? `${[file.media.videoCodec, file.media.audioCodec].filter(Boolean).join(' and ')} in ${file.media.container.split(',')[0]}`
    : null;
  return (
    <Player
      key={file.id}
      src={streamUrl(video.id, file.id)}
      title={video.name}
      poster={video.coverUrl}
      sprite={video.sprite}
      width={file.media?.width ?? video.width}
      height={file.media?.height ?? video.height}
      frameRate={file.media?.frameRate ?? null}
      format={format}
      startAt={linked ?? video.activity.resumeSeconds}
      resuming={linked === null}
      onProgress={onProgress}
    />
  );
}

function Heading({ video, editing }: { video: Video; editing: ReturnType<typeof useEditVideo> }) {
  const { edit } = editing;
  const mayEdit = useMay('editor');
  const client = useQueryClient();
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-4 sm:px-0">
      <EditableText
        name="Title"
        value={video.title}
        schema={TitleText}
        placeholder={video.name}
        mayEdit={mayEdit}
        onSave={(title) => edit({ patch: { title }, done: title === null ? 'Title removed' : 'Title saved' })}
        className="min-w-0 flex-1 basis-72"
      >
        <h1 className="text-xl font-semibold tracking-tight break-words">{video.name}</h1>
      </EditableText>
      <div className="flex flex-wrap gap-2">
        <Button aria-pressed={video.watchLater} onClick={() => watchLater(client, video.id, !video.watchLater)}>
          <Clock className={cn(video.watchLater && 'text-accent')} /> Watch later
        </Button>
        {mayEdit ? (
          <>
            <Button
              aria-pressed={video.favourite}
              onClick={() =>
                edit({ patch: { favourite: !video.favourite }, done: video.favourite ? 'No longer a favourite' : 'Added to favourites' })
              }
            >
              <Heart className={cn(video.favourite && 'fill-[oklch(0.65_0.2_18)] text-[oklch(0.65_0.2_18)]')} /> Favourite
            </Button>
            <Button
              aria-pressed={video.organised}
              onClick={() =>
                edit({ patch: { organised: !video.organised }, done: video.organised ? 'Marked as not organised' : 'Marked as organised' })
              }
            >
              <CheckCircle2 className={cn(video.organised && 'text-good')} /> Organised
            </Button>
            <VideoMenu video={video} editing={editing} />
          </>
        ) : null}
      </div>
    </div>
  );
}
