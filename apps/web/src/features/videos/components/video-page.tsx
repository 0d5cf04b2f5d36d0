'use client';

import type { Marker, TimeRange, Video, VideoFile } from '@reelm/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { CheckCircle2, CircleAlert, Clock, Heart, MonitorPlay, Unplug } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { Tabs } from 'radix-ui';
import { useEffect, useMemo, useRef, useState, type Ref } from 'react';
import { DetailPage } from '@/components/detail/detail-page';
import { EditConflict } from '@/components/edit/edit-conflict';
import { EditableText } from '@/components/edit/editable-text';
import type { Mark } from '@/components/player/marks';
import { Player, type PlayerHandle } from '@/components/player/player';
import { guessView, type Hints } from '@/components/player/vr/view';
import { Skeleton } from '@/components/states';
import { Button } from '@/components/ui/button';
import { cn } from '@/lib/cn';
import { useMay } from '@/lib/session';
import { streamUrl } from '../api/playing-api';
import { useReportPlay, watchLater } from '../hooks/use-activity';
import { useCuts } from '../hooks/use-cuts';
import { useEditVideo } from '../hooks/use-edit-video';
import { useSubtitles, useTimeline } from '../hooks/use-extras';
import { useForward, type Forward } from '../hooks/use-forward';
import { useMarkers } from '../hooks/use-markers';
import { usePlayback } from '../hooks/use-playback';
import { useVideo } from '../hooks/use-video';
import type { Playhead } from '../playhead';
import { pickScenes } from '../scenes';
import { chaptersWithin } from '../timeline-model';
import { Moments } from './moments';
import { TitleText, VideoDetails } from './video-details';
import { VideoFiles } from './video-files';
import { VideoMarkers } from './video-markers';
import { VideoMenu } from './video-menu';
import { VideoSteps } from './video-steps';

const MediaLinkDialog = dynamic(() => import('@/components/media-links/media-link-dialog').then((module) => module.MediaLinkDialog), {
  ssr: false,
});
const QueuePanel = dynamic(() => import('./queue-panel').then((module) => module.QueuePanel), { ssr: false });
const EditFilePanel = dynamic(() => import('./edit-file-panel').then((module) => module.EditFilePanel), {
  ssr: false,
  loading: () => <Skeleton className="mx-4 h-96 rounded-lg sm:mx-0" />,
});
const EditorWithoutFile = dynamic(() => import('./edit-file-panel').then((module) => module.EditorWithoutFile), { ssr: false });
const Timeline = dynamic(() => import('./timeline').then((module) => module.Timeline), { ssr: false });

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
  const { cuts, ...cutting } = useCuts(video.durationSeconds ?? 0);
  const mayEdit = useMay('editor');
  const [chosen, setChosen] = useState<string | null>(useSearchParams().get('file'));
  const file = video.files.find((each) => each.id === chosen) ?? playable(video.files);
  const forward = useForward(video);
  const player = useRef<PlayerHandle>(null);
  // oxlint-disable-next-line react/refs -- the ref is read when somebody asks where the film is, not while rendering
  const playhead = useMemo(() => playheadOf(player), []);
  useLeaveFullScreen();
  return (
    <div className={frameLook}>
      <div className="grid min-w-0 gap-4">
        {/* Who edits sees the film and what is made of it. */}
        <div data-beside-editor={cuts ? '' : undefined} className={cn(cuts && 'sticky top-15 z-20')}>
          <Screen video={video} file={file} forward={forward} player={player} onCutOut={mayEdit ? cutting.cutOut : undefined} />
        </div>
        <Lanes key={file?.id} video={video} playhead={playhead} />
        {cuts && file ? (
          <EditFilePanel key={`${file.id} edit`} {...{ video, file, playhead, cuts }} onClose={cutting.close} onDone={cutting.done} />
        ) : null}
        {cuts && !file ? <EditorWithoutFile onClose={cutting.close} /> : null}
        <Heading video={video} editing={editing} playhead={playhead} onEditFile={file ? cutting.open : undefined} />
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
          <Tab value="queue">{forward.at >= 0 ? `Queue (${forward.at + 1} of ${forward.queue.items.length})` : 'Queue'}</Tab>
          <Tab value="files">{video.files.length === 1 ? 'File' : `Files (${video.files.length})`}</Tab>
          <Tab value="steps">Steps</Tab>
        </Tabs.List>
        <Tabs.Content value="details">
          <VideoDetails video={video} edit={editing.edit} />
        </Tabs.Content>
        <Tabs.Content value="markers">
          <VideoMarkers video={video} playhead={playhead} edit={editing.edit} />
        </Tabs.Content>
        <Tabs.Content value="queue">
          <QueuePanel forward={forward} />
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

/** The player, for what stands around it: it may be another one for another file. */
function playheadOf(player: React.RefObject<PlayerHandle | null>): Playhead {
  return {
    time: () => player.current?.time() ?? 0,
    seek: (seconds) => player.current?.seek(seconds),
    loop: () => player.current?.loop() ?? null,
    setLoop: (loop) => player.current?.setLoop(loop),
    follow: (moved) => player.current?.follow(moved) ?? (() => undefined),
  };
}

/** One video may follow another in full screen; a page of another kind does not. */
function useLeaveFullScreen(): void {
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.fullscreenElement && !window.location.pathname.startsWith('/videos/')) void document.exitFullscreen();
      }, 0);
    },
    [],
  );
}

/** Markers and chapters along the film, where there are any. */
function Lanes({ video, playhead }: { video: Video; playhead: Playhead }) {
  const mayEdit = useMay('editor');
  const { data: markers = [], change } = useMarkers(video.id);
  const { awaited, data: timeline } = useTimeline(video);
  if (video.counts.markers === 0 && video.chapters.length === 0 && !awaited && !timeline?.cuts?.length) return null;
  return (
    <Timeline
      videoId={video.id}
      markers={markers}
      chapters={video.chapters}
      timeline={timeline}
      awaited={awaited}
      duration={video.durationSeconds ?? 0}
      playhead={playhead}
      mayEdit={mayEdit}
      onChange={change}
    />
  );
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

interface ScreenProps {
  video: Video;
  file: VideoFile | undefined;
  forward: Forward;
  player: Ref<PlayerHandle>;
  /** Left out for those who may not edit. */
  onCutOut: ((range: TimeRange) => void) | undefined;
}

function Screen({ file, ...rest }: ScreenProps) {
  if (!file) {
    const problem = rest.video.files[0]?.problem;
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
  return <LoadedScreen file={file} {...rest} />;
}

/** Ticks on the bar of the player. */
const scenesOnBar = 24;

function LoadedScreen({ video, file, forward, player, onCutOut }: ScreenProps & { file: VideoFile }) {
  const { data: markers } = useMarkers(video.id);
  const marks = useMemo(() => marksOf(video, markers ?? []), [video, markers]);
  const subtitles = useSubtitles(video);
  const cuts = useTimeline(video).data?.cuts;
  // Where there are chapters, they part the bar.
  const scenes = useMemo(
    () =>
      cuts && video.chapters.length === 0 ? pickScenes(cuts, video.durationSeconds ?? 0, scenesOnBar).map(({ seconds }) => seconds) : [],
    [cuts, video.chapters.length, video.durationSeconds],
  );
  const clip = forward.item;
  const onProgress = useReportPlay(video.id);
  // A link to a moment, as markers have, wins over the place where one stopped.
  const moment = Number(useSearchParams().get('t') ?? NaN);
  const linked = Number.isFinite(moment) && moment >= 0 ? moment : null;
  const startAt = linked ?? clip?.startSeconds ?? video.activity.resumeSeconds;
  const playback = usePlayback(video, file, startAt);
  const guess = useMemo(() => guessView(hintsOf(video, file)), [video, file]);
  const format = file.media
    ? `${[file.media.videoCodec, file.media.audioCodec].filter(Boolean).join(' and ')} in ${file.media.container.split(',')[0]}`
    : null;
  return (
    <Player
      key={`${file.id} ${clip?.key}`}
      ref={player}
      id={video.id}
      {...playback}
      subtitles={subtitles}
      fileUrl={streamUrl(video.id, file.id)}
      duration={video.durationSeconds}
      title={video.name}
      artist={video.performers.map(({ name }) => name).join(', ')}
      poster={video.coverUrl}
      sprite={video.sprite}
      width={file.media?.width ?? video.width}
      height={file.media?.height ?? video.height}
      frameRate={file.media?.frameRate ?? null}
      guess={guess}
      format={format}
      marks={marks}
      scenes={scenes}
      startAt={startAt}
      stopAt={clip?.endSeconds ?? null}
      resuming={linked === null && (clip?.startSeconds ?? null) === null}
      autoPlay={forward.autoPlay}
      next={forward.next}
      previous={forward.previous}
      onEnd={forward.onEnd}
      onProgress={onProgress}
      onCutOut={onCutOut}
    />
  );
}

const hintsOf = (video: Video, { path, media }: VideoFile): Hints => ({
  spherical: media?.spherical ?? null,
  names: [path, video.name],
  tags: video.tags.map(({ name }) => name),
  width: media?.width ?? video.width,
  height: media?.height ?? video.height,
});

const marksOf = (video: Video, markers: readonly Marker[]): Mark[] => [
  ...chaptersWithin(video.chapters, video.durationSeconds ?? Infinity).map(({ startSeconds, endSeconds, title }, at) => ({
    id: String(at),
    kind: 'chapter' as const,
    name: title,
    startSeconds,
    endSeconds,
  })),
  ...markers.map(({ id, name, startSeconds, endSeconds }) => ({ id, kind: 'marker' as const, name, startSeconds, endSeconds })),
];

interface HeadingProps {
  video: Video;
  editing: ReturnType<typeof useEditVideo>;
  playhead: Playhead;
  /** Left out where there is no file to edit. */
  onEditFile: (() => void) | undefined;
}

function Heading({ video, editing, playhead, onEditFile }: HeadingProps) {
  const { edit } = editing;
  const mayEdit = useMay('editor');
  const client = useQueryClient();
  const [elsewhere, setElsewhere] = useState(false);
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
        <Button
          onClick={() => setElsewhere(true)}
          aria-haspopup="dialog"
          aria-label="Open in another player"
          title="Open in another player"
        >
          <MonitorPlay /> <span className="max-sm:hidden">Other player</span>
        </Button>
        {elsewhere ? (
          <MediaLinkDialog
            title="Open in another player"
            target={{ kind: 'video', videoId: video.id }}
            onClose={() => setElsewhere(false)}
          />
        ) : null}
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
            <VideoMenu {...{ video, editing, playhead, onEditFile }} />
          </>
        ) : null}
      </div>
    </div>
  );
}
