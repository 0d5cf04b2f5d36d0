import { Injectable } from '@nestjs/common';
import { events, type EventMessage, type FileState, type LibraryState, type PayloadOf } from '@reelm/contracts';
import { Outbox, type Tx } from '@reelm/service-kit';
import { newest } from '../database/newest.js';
import { CarryService } from '../editing/carry.service.js';
import { ProjectionRepository, type TouchedFile } from './projection.repository.js';
import { VideoMergeRepository, type Merge } from './video-merge.repository.js';
import { videoIdFor } from './video-id.js';

/** Videos derived at a time when a whole library changes: keeps statements small. */
const deriveChunk = 2_000;

/**
 * Keeps videos in step with what the other services tell of files. Events may come twice, late, or in any order: each carries the whole
 * state of its kind and a version, so the newest wins and the result is the same.
 */
@Injectable()
export class ProjectionService {
  constructor(
    private readonly projection: ProjectionRepository,
    private readonly merges: VideoMergeRepository,
    private readonly carry: CarryService,
    private readonly outbox: Outbox,
  ) {}

  async fileStates(tx: Tx, messages: readonly EventMessage<FileState>[]): Promise<void> {
    await this.projection.lock(tx);
    const states = newest(messages, (state) => state.fileId).map((message) => ({
      ...message,
      videoId: videoIdFor(message.payload.fileId),
    }));
    await this.refresh(tx, await this.projection.applyFileStates(tx, states), 'files');
  }

  /** Files with the same content become files of one video. */
  async identities(tx: Tx, messages: readonly EventMessage<PayloadOf<typeof events.fileIdentified>>[]): Promise<void> {
    await this.projection.lock(tx);
    const touched = await this.projection.applyIdentities(
      tx,
      newest(messages, (identity) => identity.fileId),
    );
    await this.refresh(tx, touched, 'files');
  }

  async analysed(tx: Tx, messages: readonly EventMessage<PayloadOf<typeof events.fileAnalyzed>>[]): Promise<void> {
    await this.projection.lock(tx);
    const analyses = newest(messages, (analysis) => analysis.fileId).map(({ version, payload }) => ({
      version,
      payload: { ...payload, problem: null },
    }));
    await this.refresh(tx, await this.projection.applyAnalyses(tx, analyses), 'media');
  }

  async rejected(tx: Tx, messages: readonly EventMessage<PayloadOf<typeof events.fileRejected>>[]): Promise<void> {
    await this.projection.lock(tx);
    const analyses = newest(messages, (rejection) => rejection.fileId).map(({ version, payload }) => ({
      version,
      payload: { ...payload, artifacts: [] },
    }));
    await this.refresh(tx, await this.projection.applyAnalyses(tx, analyses), 'media');
  }

  /** What a video shows stays the same, so nothing is derived from it. */
  async fingerprinted(tx: Tx, messages: readonly EventMessage<PayloadOf<typeof events.fileFingerprinted>>[]): Promise<void> {
    await this.projection.lock(tx);
    const touched = await this.projection.applyFingerprints(
      tx,
      newest(messages, (fingerprint) => fingerprint.fileId),
    );
    const videos = touched.flatMap(({ id, videoId }) => (videoId === null ? [] : [{ videoId, fileIds: [id], fields: ['fingerprints'] }]));
    await this.outbox.append(tx, events.videoUpdated, videos);
  }

  /** Nothing that was found in the content changes, so videos are looked at where what they show does. */
  async made(tx: Tx, messages: readonly EventMessage<PayloadOf<typeof events.fileMade>>[]): Promise<void> {
    await this.projection.lock(tx);
    const news = newest(messages, ({ fileId, kind }) => `${fileId} ${kind}`);
    await this.refresh(tx, await this.projection.applyMade(tx, news), 'artifacts');
  }

  async facesDetected(tx: Tx, messages: readonly EventMessage<PayloadOf<typeof events.facesDetected>>[]): Promise<void> {
    await this.projection.lock(tx);
    await this.refresh(
      tx,
      await this.projection.applyFaces(
        tx,
        newest(messages, (detection) => detection.fileId),
      ),
      'faces',
    );
  }

  /** A removed library hides its videos, a purged one takes them along. */
  async libraries(tx: Tx, messages: readonly EventMessage<LibraryState>[]): Promise<void> {
    await this.projection.lock(tx);
    const changed = await this.projection.applyLibraries(
      tx,
      newest(messages, (library) => library.libraryId),
    );
    const purged = changed.filter((library) => library.state === 'purged').map((library) => library.id);
    const others = changed.filter((library) => library.state !== 'purged').map((library) => library.id);
    if (purged.length > 0) await this.purge(tx, purged);
    if (others.length > 0) await this.deriveAll(tx, await this.projection.videosOfLibraries(tx, others), 'files');
  }

  private async purge(tx: Tx, libraryIds: readonly string[]): Promise<void> {
    const parts = await this.projection.deletePartsOfLibraries(tx, libraryIds);
    const forgotten = await this.projection.forgetFilesOfLibraries(tx, libraryIds);
    const deleted = new Set(
      await this.projection.deleteVideosWithoutFiles(
        tx,
        forgotten.map((video) => video.videoId),
      ),
    );
    await this.deriveAll(
      tx,
      forgotten.map((video) => video.videoId).filter((id) => !deleted.has(id)),
      'files',
    );
    await this.projection.tidyGalleries(tx);
    const gone = [...parts, ...forgotten.filter((video) => deleted.has(video.videoId))];
    await this.outbox.append(
      tx,
      events.videoDeleted,
      gone.map((video) => ({ ...video, fields: [] })),
    );
  }

  private async deriveAll(tx: Tx, videoIds: readonly string[], field: string): Promise<void> {
    for (let start = 0; start < videoIds.length; start += deriveChunk)
      await this.derive(tx, videoIds.slice(start, start + deriveChunk), field);
  }

  private async refresh(tx: Tx, touched: readonly TouchedFile[], field: string): Promise<void> {
    const hashes = new Set(touched.flatMap((file) => file.contentHash ?? []));
    const videoIds = new Set(touched.flatMap((file) => file.videoId ?? []));
    if (videoIds.size === 0) return;
    const merges = hashes.size === 0 ? [] : planMerges(await this.projection.videosOfSameContent(tx, [...hashes]));
    for (const { survivor } of merges) videoIds.add(survivor);
    // First as they are: what is merged away may hold edits, and a survivor may be new itself.
    const created = await this.derive(tx, [...videoIds].sort(), field, new Set(merges.map((merge) => merge.loser)));
    if (merges.length > 0) await this.merge(tx, merges, created);
  }

  /** The older video survives. One that lived within this batch only was never told of. */
  private async merge(tx: Tx, merges: readonly Merge[], created: ReadonlySet<string>): Promise<void> {
    const gone = await this.merges.merge(tx, merges);
    await this.derive(tx, [...new Set(merges.map((merge) => merge.survivor))].sort(), 'files');
    await this.outbox.append(
      tx,
      events.videoDeleted,
      gone.filter((video) => !created.has(video.videoId)).map((video) => ({ ...video, fields: [] })),
    );
  }

  /** Derives and reports videos; those in `silent` are about to be merged away. Returns the ids of new videos. */
  private async derive(tx: Tx, videoIds: readonly string[], field: string, silent: ReadonlySet<string> = new Set()): Promise<Set<string>> {
    const changed = await this.projection.derive(tx, videoIds);
    const carried = await this.carry.take(
      tx,
      changed.filter((video) => video.created).map((video) => video.id),
    );
    if (carried.length > 0) await this.projection.derive(tx, carried);
    const told = changed.filter((video) => !silent.has(video.id));
    const payload = (video: (typeof told)[number]) => ({ videoId: video.id, fileIds: video.fileIds, fields: [field] });
    await this.outbox.append(tx, events.videoCreated, told.filter((video) => video.created).map(payload));
    await this.outbox.append(tx, events.videoUpdated, told.filter((video) => !video.created).map(payload));
    return new Set(changed.filter((video) => video.created).map((video) => video.id));
  }
}

/** Who is merged into whom, for groups of videos (oldest first) that share content; groups may overlap. */
export function planMerges(groups: readonly (readonly string[])[]): Merge[] {
  const parent = new Map<string, string>();
  const rootOf = (id: string): string => {
    const above = parent.get(id);
    return above === undefined ? id : rootOf(above);
  };
  for (const group of groups) {
    const roots = [...new Set(group.map(rootOf))].sort();
    const [survivor, ...losers] = roots;
    if (survivor !== undefined) for (const loser of losers) parent.set(loser, survivor);
  }
  return [...parent.keys()].map((loser) => ({ loser, survivor: rootOf(loser) }));
}
