import { Injectable } from '@nestjs/common';
import {
  rpcs,
  type FileEdit,
  type FileEditPlan,
  type FileEditPlanRequest,
  type FileEditRequest,
  type FileEditStarted,
  type TimeRange,
} from '@reelm/contracts';
import { AppError, Bus, Database, newId, ObjectStore } from '@reelm/service-kit';
import { EntitiesService } from '../entities/entities.service.js';
import type { Artifact } from '../media/media.service.js';
import { videoIdFor } from '../videos/video-id.js';
import { FileEditsRepository, type EditedFile } from './file-edits.repository.js';

type Target = EditedFile & {
  videoId: string;
  /** Where films are joined, those behind it. */
  behind: readonly (EditedFile & { videoId: string })[];
};

/**
 * New files made of the file of a video. Transcode makes them and ingest puts them into the library; here it is noted what their videos take
 * over, under ids that are known before there is anything.
 */
@Injectable()
export class EditingService {
  constructor(
    private readonly edits: FileEditsRepository,
    private readonly entities: EntitiesService,
    private readonly bus: Bus,
    private readonly database: Database,
    private readonly store: ObjectStore,
  ) {}

  /** @throws AppError `video.not_found`, `video.is_part`, `video.file_missing`, `edit.not_indexed`, `edit.nothing_left`, `edit.no_keyframes`, `edit.no_audio`, `request.left` */
  async plan(videoId: string, request: FileEditPlanRequest, leaving: AbortSignal): Promise<FileEditPlan> {
    const target = await this.target(videoId, request);
    const { plan } = await this.ask(target, request.edit, { sample: request.sample, leaving });
    const { freeBytes } = await this.bus.request(rpcs.freeSpace, { id: target.libraryId });
    return { ...plan, results: plan.results.map((result) => ({ ...result, pieces: toVideo(result.pieces, target) })), freeBytes };
  }

  /** @throws AppError as {@link plan}, and `edit.no_space` */
  async start(videoId: string, request: FileEditRequest): Promise<FileEditStarted> {
    const target = await this.target(videoId, request);
    const { plan, edit } = await this.ask(target, request.edit);
    const { freeBytes, path } = await this.bus.request(rpcs.freeSpace, { id: target.libraryId });
    if (freeBytes < plan.bytes) throw new AppError('edit.no_space', { path, needed: plan.bytes, free: freeBytes });
    const several = plan.results.length > 1;
    const results = plan.results.map(({ pieces }, at) => ({ fileId: newId(), suffix: suffixOf(edit, several ? at + 1 : null), pieces }));
    const expected =
      edit.kind === 'audio'
        ? []
        : results.map(({ fileId, pieces }, at) => ({
            videoId: videoIdFor(fileId),
            sourceVideoId: target.videoId,
            title: target.title === null || !several ? target.title : `${target.title} (${at + 1})`,
            pieces: toVideo(pieces, target).map((piece, index) => ({
              ...piece,
              videoId: index === 0 ? null : (target.behind[index - 1]?.videoId ?? null),
            })),
            sameContent: edit.kind === 'convert' || edit.kind === 'chapters',
          }));
    await this.database.transaction((tx) => this.edits.expect(tx, expected));
    const videoIds = expected.map((result) => result.videoId);
    try {
      const { fileId } = target;
      const behind = target.behind.map((one) => one.fileId);
      const asked = { editId: newId(), fileId, edit, behind, original: request.original, results };
      const job = await this.bus.request(rpcs.startFileEdit, asked);
      return { job, videoIds };
    } catch (error) {
      // An answer that came too late is no refusal: what was started finds what it needs.
      if (!(error instanceof AppError && error.code === 'service.unavailable')) await this.edits.forget(this.database, videoIds);
      throw error;
    }
  }

  /** @throws AppError `video.not_found`, `video.file_missing`, `media.undecodable` */
  async frame(videoId: string, seconds: number, fileId: string | undefined): Promise<Artifact> {
    const { fileId: id, partStart } = await this.find(videoId, fileId);
    // The first frame from there on is taken, and times are rounded.
    const { key } = await this.bus.request(rpcs.takeFrame, { fileId: id, seconds: Math.max(0, (partStart ?? 0) + seconds - 0.002) });
    return {
      version: key,
      open: async () => {
        const { stream, info } = await this.store.get(key);
        return { body: stream, size: info.size, contentType: 'image/jpeg' };
      },
    };
  }

  private async ask(target: Target, given: FileEdit, { sample = false, leaving }: { sample?: boolean; leaving?: AbortSignal } = {}) {
    const edit = toFile(given, target);
    return {
      edit,
      plan: await this.bus.request(
        rpcs.planFileEdit,
        { fileId: target.fileId, edit, behind: target.behind.map(({ fileId }) => fileId), sample },
        leaving,
      ),
    };
  }

  private async target(videoId: string, { fileId, edit, original }: FileEditRequest): Promise<Target> {
    const target = { ...(await this.find(videoId, fileId)), behind: await this.behind(edit) };
    if (edit.kind === 'join' && original === 'trash') throw new AppError('request.invalid', { problem: 'films that are joined are kept' });
    // The file belongs to another video too, which wants to keep it, and all of it.
    if (target.partStart !== null && (edit.kind !== 'cut' || original === 'trash')) throw new AppError('video.is_part');
    return target;
  }

  private async behind(edit: FileEdit): Promise<Target['behind']> {
    if (edit.kind !== 'join') return [];
    const found = await Promise.all(edit.videoIds.map((id) => this.find(id, undefined)));
    if (found.some(({ partStart }) => partStart !== null)) throw new AppError('video.is_part');
    return found;
  }

  private find(videoId: string, fileId: string | undefined): Promise<EditedFile & { videoId: string }> {
    return this.entities.follow('video', videoId, async (id) => {
      const file = await this.edits.file(this.database, id, fileId ?? null);
      return file && { ...file, videoId: id };
    });
  }
}

const shifted = (ranges: readonly TimeRange[], by: number): TimeRange[] =>
  ranges.map(({ startSeconds, endSeconds }) => ({
    startSeconds: Math.max(0, startSeconds + by),
    endSeconds: Math.max(0, endSeconds + by),
  }));

const toVideo = (ranges: readonly TimeRange[], { partStart }: EditedFile): TimeRange[] => shifted(ranges, -(partStart ?? 0));

/** An edit of a video as one of its file. @throws AppError `edit.nothing_left` */
function toFile(edit: FileEdit, { partStart, partEnd }: EditedFile): FileEdit {
  if (edit.kind !== 'cut' || partStart === null) return edit;
  const parts = shifted(edit.parts, partStart).map((part) => ({ ...part, endSeconds: Math.min(part.endSeconds, partEnd ?? Infinity) }));
  const empty = parts.find((part) => part.endSeconds <= part.startSeconds);
  if (empty !== undefined) throw new AppError('edit.nothing_left', { ...empty });
  return { ...edit, parts };
}

/** What the name of a result has behind that of the file. */
function suffixOf(edit: FileEdit, number: number | null): string {
  switch (edit.kind) {
    case 'cut':
      return number === null ? ' - cut' : ` - part ${number}`;
    case 'convert':
      return ` - ${edit.codec}${edit.height === null ? '' : ` ${edit.height}p`}`;
    case 'join':
      return ' - joined';
    case 'chapters':
      return ' - chapters';
    case 'audio':
      return '';
  }
}
