import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import {
  rpcs,
  StoredTimeline,
  type ExtraKind,
  type MadeObject,
  type SceneCut,
  type SheetLayout,
  type SubtitleTrack,
  type VideoTimeline,
  type VideoWaveform,
} from '@reelm/contracts';
import { AppError, Bus, ObjectStore } from '@reelm/service-kit';
import { clipOf } from '../markers/clip.js';
import type { Bytes } from './byte-range.js';
import { openLibraryFile, type OpenFile } from './library-file.repository.js';
import { MediaRepository, type ArtifactRow, type MadeRow } from './media.repository.js';
import { sheetOfRange, versionOfRange, vttOfRange, vttOfSheet, type FileRange } from './range.js';

/** A picture or text about a video as it is stored now. */
export interface Artifact {
  version: string;
  /** Given where parts of it can be asked for, as players of films do. */
  size?: number;
  open(range?: Bytes): Promise<{ body: Readable | Buffer; size: number; contentType: string }>;
}

@Injectable()
export class MediaService {
  constructor(
    private readonly media: MediaRepository,
    private readonly store: ObjectStore,
    private readonly bus: Bus,
  ) {}

  /** @param byLink asked for by a media token, which opens a range of a file but not all of it @throws AppError `video.not_found`, `video.file_missing`, `auth.media_only` */
  async openVideo(videoId: string, fileId: string | undefined, byLink: boolean): Promise<OpenFile> {
    const place = await this.media.place(videoId, fileId ?? null);
    if (place === undefined) throw new AppError('video.not_found');
    if (byLink && place.isPart) throw new AppError('auth.media_only');
    if (place.root === null) throw new AppError('video.file_missing', { path: place.path });
    return openLibraryFile(place.root, place.path);
  }

  /** @throws AppError `video.not_found`, `artifact.not_found` */
  async cover(videoId: string): Promise<Artifact> {
    const row = await this.artifacts(videoId);
    return this.picture(row.coverKey, row.coverVersion);
  }

  /** @throws AppError `video.not_found`, `artifact.not_found` */
  async sprite(videoId: string): Promise<Artifact> {
    const row = await this.artifacts(videoId);
    const own = ownSheet(row);
    return own === null ? this.picture(row.spriteKey, row.spriteVersion) : this.sheetOfRange(row.fileId, own);
  }

  /** The sheet of a range alone, made now where it is not there. */
  private async sheetOfRange(fileId: string, { layout, version, range }: OwnSheet): Promise<Artifact> {
    const times = layout.times.map((seconds) => millis(range.startSeconds + seconds));
    const { key } = await this.bus.request(rpcs.sheetOfFile, { fileId, layout: { ...layout, times } });
    const { size } = await this.store.stat(key);
    return this.stored({ key, version, bytes: size });
  }

  /** The cues, made to point at the sheet under its versioned address. @throws AppError `video.not_found`, `artifact.not_found` */
  async spriteVtt(videoId: string): Promise<Artifact> {
    const row = await this.artifacts(videoId);
    const { vttKey, vttVersion, spriteVersion } = row;
    if (vttKey === null || vttVersion === null || spriteVersion === null) throw new AppError('artifact.not_found');
    const own = ownSheet(row);
    if (own !== null) {
      const { version, layout } = own;
      const vtt = vttOfSheet(layout, row.duration ?? 0, `sprite.jpg?v=${encodeURIComponent(version)}`);
      return { version, open: () => Promise.resolve(textOf(vtt)) };
    }
    return {
      version: vttVersion,
      open: async () => {
        const { stream } = await this.read(vttKey);
        const cues = pointCuesAt(await text(stream), `sprite.jpg?v=${encodeURIComponent(spriteVersion)}`);
        const range = rangeOf(row);
        return textOf(range === null ? cues : vttOfRange(cues, range));
      },
    };
  }

  /** @throws AppError `video.not_found`, `artifact.not_found` */
  async preview(videoId: string, name: 'preview.mp4' | 'preview.webp'): Promise<Artifact> {
    const row = await this.made(videoId, 'preview');
    const range = rangeOf(row);
    if (range === null) return this.object(row, name);
    if (name !== 'preview.mp4' || row.previewVersion === null) throw new AppError('artifact.not_found');
    return this.clip(row.fileId, range, row.previewVersion);
  }

  /** @throws AppError `entity.not_found`, `artifact.not_found`, `service.unavailable` */
  async markerPreview(markerId: string): Promise<Artifact> {
    const marked = await this.media.marked(markerId);
    if (marked === undefined) throw new AppError('entity.not_found', { kind: 'marker' });
    const clip = clipOf(marked);
    if (clip === null) throw new AppError('artifact.not_found');
    const { version, ...range } = clip;
    return this.clip(marked.fileId, range, version);
  }

  /** A short film of a part of a file, made now where it is not there. */
  private async clip(fileId: string, range: FileRange, version: string): Promise<Artifact> {
    const { key } = await this.bus.request(rpcs.clipOfFile, { fileId, ...range });
    const { size } = await this.store.stat(key);
    return this.stored({ key, version, bytes: size });
  }

  /** @throws AppError `video.not_found` */
  async timeline(videoId: string): Promise<VideoTimeline> {
    const row = await this.made(videoId, 'timeline');
    const key = row.objects?.[0]?.key;
    const stored = key === undefined ? nothingKnown : StoredTimeline.parse(JSON.parse(await text((await this.read(key)).stream)));
    const [watched, cuts] = await Promise.all([this.media.watched(videoId), this.media.cuts(videoId)]);
    return {
      ...ofPart(stored, row),
      durationSeconds: row.duration ?? 0,
      cuts: cuts === null ? null : cutsOfPart(cuts, row),
      watched: watched?.map((seconds) => Math.round(seconds * 10) / 10) ?? null,
    };
  }

  /** @throws AppError `video.not_found`, `video.file_missing`, what reading the file throws, `service.unavailable` */
  async waveform(videoId: string, from: number, to: number): Promise<VideoWaveform> {
    const { fileId, partStart } = await this.made(videoId, 'timeline');
    const [startSeconds, endSeconds] = [(partStart ?? 0) + from, (partStart ?? 0) + to];
    return { startSeconds: from, endSeconds: to, ...(await this.bus.request(rpcs.waveformOfFile, { fileId, startSeconds, endSeconds })) };
  }

  /** @throws AppError `video.not_found` */
  async subtitles(videoId: string): Promise<(SubtitleTrack & { url: string | null })[]> {
    const row = await this.made(videoId, 'subtitles');
    return (row.tracks ?? []).map((track) => {
      const object = row.objects?.find(({ name }) => name === `${track.id}.vtt`);
      return { ...track, url: object === undefined ? null : `/api/videos/${videoId}/subtitles/${track.id}?v=${versionIn(row, object)}` };
    });
  }

  /** @throws AppError `video.not_found`, `artifact.not_found` */
  async subtitle(videoId: string, track: string): Promise<Artifact> {
    const row = await this.made(videoId, 'subtitles');
    const whole = this.object(row, `${track}.vtt`);
    const range = rangeOf(row);
    if (range === null) return whole;
    const open = async () => textOf(vttOfRange(await text(Readable.from((await whole.open()).body)), range));
    return { version: versionIn(row, whole), open };
  }

  private async made(videoId: string, kind: ExtraKind): Promise<MadeRow> {
    const row = await this.media.made(videoId, kind);
    if (row === undefined) throw new AppError('video.not_found');
    return row;
  }

  private object({ objects }: MadeRow, name: string): Artifact {
    const object = objects?.find((one) => one.name === name);
    if (object === undefined) throw new AppError('artifact.not_found');
    return this.stored(object);
  }

  private stored({ key, version, bytes }: Pick<MadeObject, 'key' | 'version' | 'bytes'>): Artifact {
    return {
      version,
      size: bytes,
      open: async (range) => {
        const { stream, info } = await this.read(key, range);
        return { body: stream, size: range === undefined ? info.size : range.end - range.start + 1, contentType: info.contentType };
      },
    };
  }

  private async artifacts(videoId: string) {
    const row = await this.media.artifacts(videoId);
    if (row === undefined) throw new AppError('video.not_found');
    return row;
  }

  private picture(key: string | null, version: string | null): Artifact {
    if (key === null || version === null) throw new AppError('artifact.not_found');
    return {
      version,
      open: async () => {
        const { stream, info } = await this.read(key);
        return { body: stream, size: info.size, contentType: info.contentType };
      },
    };
  }

  private async read(key: string, range?: Bytes) {
    try {
      return await this.store.get(key, range);
    } catch (error) {
      if (error instanceof AppError && error.code === 'storage.not_found') throw new AppError('artifact.not_found', {}, { cause: error });
      throw error;
    }
  }
}

/** Gives every cue of a sheet's WebVTT the same picture address; the part behind `#xywh=` stays. */
export const pointCuesAt = (vtt: string, address: string): string => vtt.replace(/^\S*(?=#xywh=)/gm, () => address);

/** What is shown of the file where that is not all of it. */
const rangeOf = ({ partStart, duration }: { partStart: number | null; duration: number | null }): FileRange | null =>
  partStart === null ? null : { startSeconds: partStart, endSeconds: partStart + (duration ?? 0) };

/** A text that is cut to a range has a version of its own. */
const versionIn = (row: MadeRow, { version }: { version: string }): string => {
  const range = rangeOf(row);
  return range === null ? version : versionOfRange(version, range);
};

interface OwnSheet {
  layout: SheetLayout;
  version: string;
  range: FileRange;
}

/** The sheet of a range of which that of its file shows too little. */
function ownSheet(row: ArtifactRow): OwnSheet | null {
  const range = rangeOf(row);
  if (range === null || row.spriteLayout === null || row.spriteVersion === null) return null;
  const layout = sheetOfRange(row.spriteLayout, range);
  return layout && { layout, version: versionOfRange(row.spriteVersion, range), range };
}

function textOf(vtt: string) {
  const body = Buffer.from(vtt, 'utf8');
  return { body, size: body.length, contentType: 'text/vtt; charset=utf-8' };
}

const nothingKnown: StoredTimeline = { durationSeconds: 0, waveform: null, loudness: null, motion: null, pace: null };

/** A video that is a range of its file shows that range of what is known of the file. */
export function ofPart(timeline: StoredTimeline, { partStart, duration, fileDuration }: MadeRow): StoredTimeline {
  if (partStart === null || duration === null || fileDuration === null || fileDuration <= 0) return timeline;
  const [from, to] = [partStart / fileDuration, (partStart + duration) / fileDuration];
  const cut = (list: number[] | null) => {
    if (list === null) return null;
    const first = Math.min(Math.floor(from * list.length), list.length - 1);
    return list.slice(first, Math.max(first + 1, Math.ceil(to * list.length)));
  };
  const { waveform, loudness, motion, pace } = timeline;
  return { durationSeconds: duration, waveform: cut(waveform), loudness: cut(loudness), motion: cut(motion), pace: cut(pace) };
}

/** Cuts by the time of a video that is a range of its file. */
function cutsOfPart(cuts: readonly SceneCut[], { partStart, duration }: MadeRow): SceneCut[] {
  const [from, to] = [partStart ?? 0, (partStart ?? 0) + (duration ?? Infinity)];
  return cuts.filter(({ seconds }) => seconds > from && seconds < to).map((cut) => ({ ...cut, seconds: millis(cut.seconds - from) }));
}
const millis = (seconds: number): number => Math.round(seconds * 1_000) / 1_000;
