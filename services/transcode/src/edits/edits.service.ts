import { basename } from 'node:path';
import { Injectable } from '@nestjs/common';
import {
  FileEdit,
  jobs,
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
import { canMix, containerOf, fittingOf, isAlike, wholeOf } from './film.js';
import { ConversionEstimates, type EncodingCost } from './conversion-estimates.service.js';
import {
  about,
  aroundCuts,
  copySeconds,
  effortOf,
  encodedBytes,
  soundBytes,
  sumOf,
  together,
  type Effort,
  type Estimate,
} from './estimate.js';

type Asked = RpcInput<typeof rpcs.planFileEdit>;
type Plan = RpcOutput<typeof rpcs.planFileEdit>;
type Cut = FileEdit & { kind: 'cut' };

interface PlanOptions {
  /** Files that come behind it, where films are joined. */
  behind?: readonly string[] | undefined;
  /** Whether some seconds are converted to know better. */
  sample?: boolean | undefined;
  /** Ends when nobody waits for the plan any more. */
  signal?: AbortSignal;
}

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

  /** @throws AppError `video.file_missing`, `edit.not_indexed`, `edit.nothing_left`, `edit.no_keyframes`, `edit.no_audio`, `request.left` */
  async plan(fileId: string, given: Asked['edit'], options: PlanOptions = {}): Promise<Plan> {
    const { behind = [], sample = false, signal = new AbortController().signal } = options;
    const edit = FileEdit.parse(given);
    const film = await this.films.find(fileId);
    switch (edit.kind) {
      case 'cut':
        return this.planCut(film, edit);
      case 'convert': {
        const whole = wholeOf(film);
        const durationSeconds = lengthOf([whole]);
        const cost = await (sample ? this.conversions.bySamples(film, edit, signal) : this.conversions.ofFilm(film, edit));
        return {
          results: [{ pieces: [whole], durationSeconds, bytes: Math.round(cost.bytes.middle) }],
          extension: containerOf(film, edit).extension,
          encodedSeconds: durationSeconds,
          ...told(cost),
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
    const { bytes: needed } = await this.plan(fileId, edit, { behind });
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
  private async planJoin(films: readonly [StreamFile, ...StreamFile[]], edit: FileEdit): Promise<Plan> {
    const [first, ...others] = films;
    const pieces = films.map(wholeOf);
    const durationSeconds = lengthOf(pieces);
    const { effort, bytes } = fittingOf(films);
    const cost = others.every((other) => isAlike(first, other))
      ? copied(films.reduce((sum, { content }) => sum + content.bytes, 0))
      : { encodedSeconds: durationSeconds, ...told(await this.conversions.of(effort, bytes)) };
    return { results: [{ pieces, durationSeconds, bytes: cost.bytes }], extension: containerOf(first, edit).extension, ...cost };
  }

  private async planCut(film: StreamFile, edit: Cut): Promise<Plan> {
    const { parts, precision, joined } = edit;
    const places = await this.films.cutPlacesWithin(film, patienceMs);
    if (places === null) throw new AppError('edit.not_indexed');
    const made = parts.map((part) => {
      const piece = precision === 'keyframe' ? atKeyframes(part, places) : withinFilm(part, places);
      return partOf(film, piece, precision === 'keyframe' ? 0 : encodedOf(film, piece, places), places);
    });
    const result = (of: readonly Part[]): PlannedResult => {
      const pieces = of.map(({ piece }) => piece);
      return { pieces, durationSeconds: lengthOf(pieces), bytes: Math.round(sumOf(of.map(({ bytes }) => bytes)).middle) };
    };
    const results = joined ? [result(made)] : made.map((part) => result([part]));
    const bytes = sumOf(made.map((part) => part.bytes));
    const encodedSeconds = made.reduce((sum, part) => sum + part.encodedSeconds, 0);
    const cost =
      encodedSeconds === 0
        ? copied(bytes.middle)
        : { encodedSeconds, ...told(await this.conversions.of(together(made.map(({ effort }) => effort)), bytes)) };
    return { results, extension: containerOf(film, edit).extension, ...cost };
  }
}

type Cost = Omit<Plan, 'results' | 'extension'>;

const rounded = ({ low, high }: Estimate): Spread => ({ low: Math.round(low), high: Math.round(high) });
const told = ({ bytes, seconds, basis }: EncodingCost) => ({
  bytes: Math.round(bytes.middle),
  bytesBetween: rounded(bytes),
  seconds: Math.round(seconds.middle),
  secondsBetween: rounded(seconds),
  basis,
});
/** @param read bytes that are read for it */
const copied = (bytes: number, read = bytes): Cost => ({
  encodedSeconds: 0,
  ...told({ bytes: about(bytes, 1), seconds: about(copySeconds(read), 1), basis: 'copy' }),
});

/** What is kept of a film. */
interface Part {
  piece: TimeRange;
  encodedSeconds: number;
  effort: Effort;
  bytes: Estimate;
}

/** A part of which some is encoded as H.264, and the rest copied. */
function partOf(film: StreamFile, piece: TimeRange, encodedSeconds: number, { endSeconds }: CutPlaces): Part {
  const { video } = film.details;
  const effort = effortOf(aroundCuts, video, video, encodedSeconds);
  const share = (lengthOf([piece]) - encodedSeconds) / Math.max(endSeconds, 0.001);
  const bytes = sumOf([about(film.content.bytes * share, 1), encodedBytes(effort, film.details, encodedSeconds)]);
  return { piece, encodedSeconds, effort, bytes };
}

const encodedOf = (film: StreamFile, part: TimeRange, places: CutPlaces): number =>
  canMix(film) ? lengthOf(stretchesOf(part, places).filter((stretch) => !stretch.copied)) : lengthOf([part]);
