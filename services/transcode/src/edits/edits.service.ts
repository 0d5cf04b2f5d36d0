import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { Injectable } from '@nestjs/common';
import {
  FileEdit,
  jobs,
  type EstimateBasis,
  type Job,
  type PlannedResult,
  type RpcInput,
  type RpcOutput,
  type rpcs,
  type Spread,
  type TimeRange,
} from '@reelm/contracts';
import { AppError, Database, JobQueue } from '@reelm/service-kit';
import { FilesRepository } from '../files/files.repository.js';
import { StreamFilesService, type StreamFile } from '../streams/stream-files.service.js';
import type { CutPlaces } from '../streams/stream-sources.repository.js';
import { atKeyframes, lengthOf, stretchesOf, withinFilm } from './cut-plan.js';
import { EditMediaRepository } from './edit-media.repository.js';
import { canMix, containerOf, isAlike, wholeOf } from './film.js';
import { ConversionEstimates } from './conversion-estimates.service.js';
import { about, copySeconds, effortOf, encodeSeconds, guessed, soundBytes, type Estimate } from './estimate.js';

type Asked = RpcInput<typeof rpcs.planFileEdit>;
type Plan = RpcOutput<typeof rpcs.planFileEdit>;
type Cut = FileEdit & { kind: 'cut' };

/** Somebody looks at the screen. */
const patienceMs = 20_000;

const labels: Record<FileEdit['kind'], string> = {
  cut: 'Cut',
  convert: 'Convert',
  audio: 'Sound of',
  chapters: 'Chapters of',
  join: 'Join',
};

/** New files of films: what they will be, and asking for them. Times are those of the file. */
@Injectable()
export class EditsService {
  constructor(
    private readonly films: StreamFilesService,
    private readonly files: FilesRepository,
    private readonly conversions: ConversionEstimates,
    private readonly media: EditMediaRepository,
    private readonly database: Database,
    private readonly queue: JobQueue,
  ) {}

  /** @throws AppError `video.file_missing`, `edit.not_indexed`, `edit.nothing_left`, `edit.no_keyframes`, `edit.no_audio` */
  async plan(fileId: string, given: Asked['edit'], behind: readonly string[] = [], sample = false): Promise<Plan> {
    const edit = FileEdit.parse(given);
    const film = await this.films.find(fileId);
    switch (edit.kind) {
      case 'cut':
        return this.planCut(film, edit);
      case 'convert': {
        const whole = wholeOf(film);
        const durationSeconds = lengthOf([whole]);
        const { bytes, seconds, basis } = await this.conversions.of(film, edit, sample);
        return {
          results: [{ pieces: [whole], durationSeconds, bytes: Math.round(bytes.middle) }],
          extension: containerOf(film, edit).extension,
          encodedSeconds: durationSeconds,
          ...told(bytes, seconds, basis),
        };
      }
      case 'join':
        return this.planJoin([film, ...(await Promise.all(behind.map((id) => this.films.find(id))))], edit);
      case 'chapters': {
        const whole = wholeOf(film);
        const { bytes } = film.content;
        return {
          results: [{ pieces: [whole], durationSeconds: lengthOf([whole]), bytes }],
          extension: containerOf(film, edit).extension,
          ...copied(bytes),
        };
      }
      case 'audio': {
        const whole = wholeOf(film);
        const bytes = Math.round(soundBytes(lengthOf([whole])));
        return {
          results: [{ pieces: [whole], durationSeconds: lengthOf([whole]), bytes }],
          extension: containerOf(film, edit).extension,
          // All of the film is read.
          ...copied(bytes, film.content.bytes),
        };
      }
    }
  }

  /** @throws AppError `video.file_missing`, `edit.no_space` */
  async start(input: RpcInput<typeof rpcs.startFileEdit>): Promise<Job> {
    const { editId, fileId, original, results } = input;
    const edit = FileEdit.parse(input.edit);
    const file = await this.files.findPresent(fileId);
    const behind = [...(input.behind ?? [])];
    const { bytes: needed } = await this.plan(fileId, edit, behind);
    await this.assertRoom(needed);
    const { bytes, modifiedAt, libraryId } = file;
    const payload = { editId, fileId, bytes, modifiedAt, libraryId, edit, behind, original, results: [...results] };
    const label = `${labels[edit.kind]} ${basename(file.path)}`;
    const [job] = await this.database.transaction((tx) => this.queue.enqueue(tx, jobs.editFile, [{ payload, label, fileId, libraryId }]));
    if (job === undefined) throw new Error('The queue took no job.');
    return job;
  }

  /** @throws AppError `edit.no_space` */
  async assertRoom(needed: number): Promise<void> {
    const free = await this.media.freeBytes();
    // Pieces, and what they are put together to; the store may be on the same disk.
    if (free < 2 * needed) throw new AppError('edit.no_space', { path: this.media.place, needed: Math.round(2 * needed), free });
  }

  /** Sound is always encoded: that of two films hardly ever fits together. */
  private planJoin(films: readonly StreamFile[], edit: FileEdit): Plan {
    const [first, ...others] = films;
    if (first === undefined) throw new Error('There is nothing to join.');
    const pieces = films.map(wholeOf);
    const durationSeconds = lengthOf(pieces);
    const bytes = films.reduce((sum, { content }) => sum + content.bytes, 0);
    const encodedSeconds = others.every((other) => isAlike(first, other)) ? 0 : durationSeconds;
    return {
      results: [{ pieces, durationSeconds, bytes }],
      extension: containerOf(first, edit).extension,
      ...inPart(first, encodedSeconds, bytes),
    };
  }

  private async planCut(film: StreamFile, edit: Cut): Promise<Plan> {
    const { parts, precision, joined } = edit;
    const places = await this.films.cutPlacesWithin(film, patienceMs);
    if (places === null) throw new AppError('edit.not_indexed');
    const { bytes } = film.content;
    const pieces = parts.map((part) => (precision === 'keyframe' ? atKeyframes(part, places) : withinFilm(part, places)));
    const encodedSeconds = precision === 'keyframe' ? 0 : pieces.reduce((total, piece) => total + encodedOf(film, piece, places), 0);
    const result = (of: TimeRange[]): PlannedResult => {
      const durationSeconds = lengthOf(of);
      return { pieces: of, durationSeconds, bytes: Math.round((bytes * durationSeconds) / Math.max(places.endSeconds, 0.001)) };
    };
    const results = joined ? [result(pieces)] : pieces.map((piece) => result([piece]));
    const total = results.reduce((sum, one) => sum + one.bytes, 0);
    return { results, extension: containerOf(film, edit).extension, ...inPart(film, encodedSeconds, total) };
  }
}

type Cost = Omit<Plan, 'results' | 'extension'>;

const rounded = ({ low, high }: Estimate): Spread => ({ low: Math.round(low), high: Math.round(high) });
const told = (bytes: Estimate, seconds: Estimate, basis: EstimateBasis) => ({
  bytes: Math.round(bytes.middle),
  bytesBetween: rounded(bytes),
  seconds: Math.round(seconds.middle),
  secondsBetween: rounded(seconds),
  basis,
});
/** @param read bytes that are read for it */
const copied = (bytes: number, read = bytes): Cost => ({
  encodedSeconds: 0,
  ...told(about(bytes, 1), about(copySeconds(read), 1), 'copy'),
});

/** Some of the picture is encoded as H.264, and the rest copied. */
function inPart(film: StreamFile, encodedSeconds: number, bytes: number): Cost {
  if (encodedSeconds === 0) return copied(bytes);
  const { video } = film.details;
  const work = encodeSeconds(effortOf('h264', video, video, encodedSeconds), availableParallelism());
  return { encodedSeconds, ...told(about(bytes, 1.3), guessed(work + copySeconds(bytes)), 'guess') };
}

const encodedOf = (film: StreamFile, part: TimeRange, places: CutPlaces): number =>
  canMix(film) ? lengthOf(stretchesOf(part, places).filter((stretch) => !stretch.copied)) : lengthOf([part]);
