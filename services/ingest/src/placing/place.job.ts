import { Injectable } from '@nestjs/common';
import { jobs, type EditedResult, type JobPayload } from '@reelm/contracts';
import { AppError, ObjectStore, RunsJob, type JobContext, type JobEffects, type Tx } from '@reelm/service-kit';
import { LibraryPresence } from '../libraries/library-presence.js';
import { DiskRepository } from '../scan/disk.repository.js';
import { FilesRepository, type FileRow, type HashedFile } from '../scan/files.repository.js';
import { ScanWriter } from '../scan/scan-writer.js';
import { TrashService } from '../trash/trash.service.js';
import { namesBeside, partPath } from './file-names.js';
import { LibraryWriter } from './library-writer.repository.js';
import { PlacementsRepository, type Placement } from './placements.repository.js';

type Payload = JobPayload<typeof jobs.placeFiles>;
type Source = FileRow & { root: string };

/**
 * Puts what was made of a file into the library, beside it. All of it is written under hidden names first; then the files get their names, are
 * known, and the one they were made of goes to the trash if so wished, in one transaction. Killed at any point and begun again it ends the same.
 */
@Injectable()
export class PlaceJob {
  constructor(
    private readonly files: FilesRepository,
    private readonly presence: LibraryPresence,
    private readonly placements: PlacementsRepository,
    private readonly writer: LibraryWriter,
    private readonly disks: DiskRepository,
    private readonly scans: ScanWriter,
    private readonly trash: TrashService,
    private readonly store: ObjectStore,
  ) {}

  @RunsJob(jobs.placeFiles, { concurrency: 1 })
  async run({ editId, fileId, original, results }: Payload, job: JobContext): Promise<JobEffects> {
    const source = await this.files.find(fileId);
    if (source === undefined) throw new AppError('video.file_missing', { path: fileId });
    await this.presence.assertThere(source.libraryId, source.root, job.signal);
    const places = await this.choosePlaces(editId, source, results);
    try {
      await this.writeAll(source.root, places, job);
    } catch (error) {
      for (const { place } of places) await this.writer.remove({ root: source.root, path: partPath(place.fileId, place.path) });
      throw error;
    }
    return (tx) => this.settle(tx, source, places, original, job);
  }

  /** The places that were chosen by an earlier try are kept. */
  private async choosePlaces(
    editId: string,
    { root, path: original, libraryId }: Source,
    results: readonly EditedResult[],
  ): Promise<{ place: Placement; result: EditedResult }[]> {
    const known = await this.placements.find(editId);
    const chosen: { place: Placement; result: EditedResult }[] = [];
    for (const result of results) {
      const { fileId, bytes, suffix, extension } = result;
      let place = known.get(fileId);
      for (const path of place === undefined ? namesBeside(original, suffix, extension) : []) {
        if ((await this.writer.look({ root, path })) !== null) continue;
        place = { fileId, libraryId, path, bytes };
        if (await this.placements.note(editId, place)) break;
      }
      if (place !== undefined) chosen.push({ place, result });
    }
    return chosen;
  }

  private async writeAll(root: string, places: readonly { place: Placement; result: EditedResult }[], job: JobContext): Promise<void> {
    const total = places.reduce((sum, { result }) => sum + result.bytes, 0);
    const free = await this.writer.freeBytes(root);
    if (free < total) throw new AppError('edit.no_space', { path: root, needed: total, free });
    let done = 0;
    for (const { place, result } of places) {
      job.progress({ done, total, unit: 'bytes', note: place.path });
      // Killed between giving it its name and telling of it, an earlier try left it there.
      if (!(await this.writer.holds({ root, path: place.path }, result))) {
        const { stream } = await this.store.get(result.key);
        await this.writer.write({ root, path: partPath(place.fileId, place.path) }, stream, result, job.signal);
      }
      done += result.bytes;
    }
    job.progress({ done, total, unit: 'bytes' });
  }

  private async settle(
    tx: Tx,
    source: Source,
    places: readonly { place: Placement; result: EditedResult }[],
    original: Payload['original'],
    job: JobContext,
  ): Promise<void> {
    const { root, libraryId } = source;
    for (const { place, result } of places) await this.reveal(root, place, result);
    using disk = this.disks.open();
    const videos = places.filter(({ result }) => result.isVideo).map(({ place }) => place);
    const stats = await disk.call(
      'stat',
      videos.map(({ path }) => ({ root, path })),
    );
    const seen = videos.flatMap(({ path }, at) => {
      const stat = stats[at];
      return stat ? [{ root, path, ...stat }] : [];
    });
    const hashes = await disk.call('oshash', seen);
    const added = videos.flatMap(({ fileId, path }): (HashedFile & { id: string })[] => {
      const at = seen.findIndex((file) => file.path === path);
      const [file, hash] = [seen[at], hashes[at]];
      return file && hash && 'oshash' in hash ? [{ ...file, id: fileId, oshash: hash.oshash }] : [];
    });
    if (added.length < videos.length) throw new AppError('library.unavailable', { path: root }, { retryable: true });
    await this.scans.tell(tx, 'added', await this.files.insert(tx, libraryId, added), job.id);
    await this.placements.forget(
      tx,
      places.map(({ place }) => place.fileId),
    );
    if (original === 'trash') await this.trash.put(tx, source, job.id);
    await this.store.remove(places.map(({ result }) => result.key));
  }

  /** @throws AppError `edit.failed` where somebody put another file to its place meanwhile */
  private async reveal(root: string, place: Placement, result: EditedResult): Promise<void> {
    const part = partPath(place.fileId, place.path);
    if ((await this.writer.look({ root, path: part })) === null) return;
    if (await this.writer.move(root, part, place.path)) return;
    // Its second name is there already, and only the first one is left over.
    if (!(await this.writer.holds({ root, path: place.path }, result)))
      throw new AppError('edit.failed', { problem: `another file was put to ${place.path} meanwhile` });
    await this.writer.remove({ root, path: part });
  }
}
