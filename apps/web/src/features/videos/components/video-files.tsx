'use client';

import type { MediaInfo, Video, VideoFile, VideoState } from '@reelm/contracts';
import { CircleAlert, Play } from 'lucide-react';
import { Fact } from '@/components/page';
import { Badge, type Tone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { formatBitRate, formatBytes, formatInstant, formatTime } from '@/lib/format';

const states: Record<VideoState, { says: string; tone: Tone }> = {
  pending: { says: 'Being analysed', tone: 'accent' },
  ready: { says: 'Ready', tone: 'good' },
  failed: { says: 'Cannot be read', tone: 'bad' },
  missing: { says: 'Not there', tone: 'warn' },
};

interface VideoFilesProps {
  video: Video;
  playing: string | null;
  onPlay: (fileId: string) => void;
}

/** The files behind a video: where they are, what they hold, and what is wrong with them. */
export function VideoFiles({ video, playing, onPlay }: VideoFilesProps) {
  if (video.files.length === 0)
    return <p className="text-sm text-muted">No file belongs to this video any more. What you wrote about it is kept.</p>;
  return (
    <ul className="grid gap-4" aria-label="Files">
      {video.files.map((file) => (
        <li key={file.id} className="grid gap-2 rounded-md border border-line p-3">
          <div className="flex items-start justify-between gap-3">
            <p className="min-w-0 text-sm font-medium break-all">{file.path}</p>
            <Badge tone={states[file.state].tone}>{states[file.state].says}</Badge>
          </div>
          {file.problem ? <Problem file={file} /> : null}
          <FileFacts file={file} />
          {video.files.length > 1 && file.state !== 'missing' ? (
            <Button size="small" className="justify-self-start" disabled={playing === file.id} onClick={() => onPlay(file.id)}>
              <Play /> {playing === file.id ? 'In the player' : 'Play this file'}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Problem({ file }: { file: VideoFile }) {
  if (!file.problem) return null;
  return (
    <div role="note" aria-label="Problem" className="flex gap-2.5 rounded-md bg-bad/10 px-3 py-2 text-sm">
      <CircleAlert className="mt-0.5 size-4 shrink-0 text-bad" aria-hidden />
      <div className="min-w-0">
        <p className="break-words">{file.problem.message}</p>
        <p className="mt-0.5 font-mono text-xs text-muted">{file.problem.code}</p>
      </div>
    </div>
  );
}

function FileFacts({ file }: { file: VideoFile }) {
  return (
    <dl className="divide-y divide-line/60">
      <Fact name="Library">{file.libraryName}</Fact>
      <Fact name="Size">{formatBytes(file.bytes)}</Fact>
      <Fact name="Modified">{formatInstant(file.modifiedAt)}</Fact>
      {file.media ? <MediaFacts media={file.media} /> : null}
      {file.oshash ? (
        <Fact name="Hash">
          <span className="font-mono text-[0.8125rem]">{file.oshash}</span>
        </Fact>
      ) : null}
      {file.sha256 ? (
        <Fact name="SHA-256">
          <span className="font-mono text-[0.8125rem] break-all">{file.sha256}</span>
        </Fact>
      ) : null}
      {file.phash ? (
        <Fact name="Fingerprint">
          <span className="font-mono text-[0.8125rem]">{file.phash}</span>
        </Fact>
      ) : null}
    </dl>
  );
}

function MediaFacts({ media }: { media: MediaInfo }) {
  const rate = media.frameRate === null ? '' : `, ${Math.round(media.frameRate * 100) / 100} fps`;
  return (
    <>
      <Fact name="Duration">{formatTime(media.durationSeconds)}</Fact>
      <Fact name="Picture">{`${media.width} × ${media.height}${rate}${media.hdr ? ', HDR' : ''}`}</Fact>
      <Fact name="Video codec">{[media.videoCodec, media.pixelFormat].filter(Boolean).join(', ')}</Fact>
      <Fact name="Audio">
        {media.audioCodec === null ? 'None' : media.audioTracks > 1 ? `${media.audioCodec}, ${media.audioTracks} tracks` : media.audioCodec}
      </Fact>
      {media.subtitleTracks > 0 ? <Fact name="Subtitles">{media.subtitleTracks}</Fact> : null}
      {media.chapters > 0 ? <Fact name="Chapters">{media.chapters}</Fact> : null}
      <Fact name="Container">{media.container.split(',')[0]}</Fact>
      {media.bitRate === null ? null : <Fact name="Bit rate">{formatBitRate(media.bitRate)}</Fact>}
      {media.rotation === 0 ? null : <Fact name="Turned">{media.rotation}°</Fact>}
    </>
  );
}
