import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { FileEdit, TimeRange, WantedResult } from '@reelm/contracts';
import { AppError, type JobContext } from '@reelm/service-kit';
import { FfmpegRepository } from '../media/ffmpeg.repository.js';
import { secondsSince } from '../media/seconds.js';
import { StreamFilesService, type StreamFile } from '../streams/stream-files.service.js';
import { StreamToolsRepository } from '../streams/stream-tools.repository.js';
import type { Container } from './container.js';
import { lengthOf, stretchesOf, type Stretch } from './cut-plan.js';
import {
  chapterList,
  chaptersArguments,
  convertArguments,
  copyArguments,
  encodeArguments,
  evenSoundArguments,
  fittedArguments,
  joinArguments,
  pieceList,
  soundArguments,
  type Streams,
} from './edit-arguments.js';
import { ConversionsRepository } from './conversions.repository.js';
import { EditMediaRepository } from './edit-media.repository.js';
import { aroundCuts, effortOf, targetSize, type Effort } from './estimate.js';
import { PacketTable } from './packet-table.js';
import { canMix, codecOf, containerOf, fittingOf, isAlike, soundTrack, wholeOf } from './film.js';

export type EditContext = Pick<JobContext, 'signal' | 'progress'> & { threads: number };

/** A file that was made, in the folder of the run. */
export interface MadeFile {
  wanted: WantedResult;
  path: string;
  extension: string;
  isVideo: boolean;
}

/** What all runs for one result have in common. */
interface Work {
  film: StreamFile;
  folder: string;
  container: Container;
  /** Of the picture that comes out. */
  codec: string;
  streams: Streams;
  packets: PacketTable;
  threads: number;
  /** One run of ffmpeg, which writes this much of the film. */
  run: (args: readonly string[], seconds: number) => Promise<void>;
}

/** A file of ours that is put together with others. */
interface Piece {
  name: string;
  seconds: number;
}

/** What is made may be shorter or longer by the length of a packet here and there. */
const mostOff = (seconds: number): number => Math.max(1, 0.02 * seconds);
/** Pixels: what is shorter tells how fast ffmpeg starts. */
const telling = 1e8;
const textSubtitles = ['subrip', 'ass', 'ssa', 'webvtt', 'mov_text'];

/** Makes the files of an edit, one after the other. */
@Injectable()
export class EditMaker {
  constructor(
    private readonly media: EditMediaRepository,
    private readonly films: StreamFilesService,
    private readonly ffmpeg: FfmpegRepository,
    private readonly tools: StreamToolsRepository,
    private readonly conversions: ConversionsRepository,
  ) {}

  /** @throws AppError `edit.failed`, `edit.no_space`, `storage.full`, `media.out_of_memory` */
  async *make(
    films: readonly [StreamFile, ...StreamFile[]],
    edit: FileEdit,
    wanted: readonly WantedResult[],
    folder: string,
    context: EditContext,
  ): AsyncGenerator<MadeFile> {
    const { signal, threads } = context;
    const [film] = films;
    const { subtitles } = await this.ffmpeg.probe(film.path, { signal });
    const total = wanted.reduce((sum, { pieces }) => sum + lengthOf(pieces), 0);
    const { startSeconds } = film.details;
    // Only what is copied in part is told apart by packets.
    const packets = edit.kind === 'cut' ? await this.media.packets(film.path, startSeconds, signal) : new PacketTable(startSeconds);
    let done = 0;
    const tell = (seconds: number) =>
      context.progress({ done: Math.round(Math.min(seconds, total)), total: Math.round(total), unit: 'seconds' });
    for (const [at, result] of wanted.entries()) {
      const container = containerOf(film, edit);
      const path = join(folder, `result-${at}.${container.extension}`);
      const seconds = lengthOf(result.pieces);
      let written = 0;
      const run = async (args: readonly string[], ofSeconds: number): Promise<void> => {
        await this.media.run({
          args,
          folder,
          mostBytes: 4 * films.reduce((sum, { content }) => sum + content.bytes, 0) + 1024 ** 3,
          signal,
          onSeconds: (now) => tell(done + Math.min(seconds, written + Math.min(now, ofSeconds))),
        });
        written += ofSeconds;
      };
      const copied = indexesOf(subtitles, container.subtitles);
      const audio = film.details.audio.map(({ stream }) => stream);
      const codec = codecOf(film, edit);
      const work: Work = {
        film,
        folder,
        container,
        codec,
        streams: { video: film.details.video.stream, audio, subtitles: copied },
        packets,
        threads,
        run,
      };
      switch (edit.kind) {
        case 'cut':
          await this.cut(work, result.pieces, edit.precision, path);
          break;
        case 'convert': {
          const kept = edit.container === 'mp4' ? indexesOf(subtitles, textSubtitles) : copied;
          const canToneMap = await this.tools.canToneMap();
          const request = { path: film.path, details: film.details, subtitles: kept, edit, container, to: path, threads, canToneMap };
          const began = performance.now();
          await run(convertArguments(request), seconds);
          await this.noteSpeed(effortOf(edit, film.details.video, targetSize(film.details, edit), seconds), secondsSince(began));
          break;
        }
        case 'join':
          await this.joined(work, films, path, signal);
          break;
        case 'chapters': {
          const list = 'chapters.txt';
          await this.media.writeText(folder, list, chapterList(edit.chapters, seconds, container));
          await run(chaptersArguments({ path: film.path, streams: work.streams, list, codec, container, to: path }), seconds);
          break;
        }
        case 'audio':
          await run(
            soundArguments({ path: film.path, stream: soundTrack(film, edit).stream, format: edit.format, container, to: path }),
            seconds,
          );
          break;
      }
      const length = await this.media.lengthOf(path, { signal });
      if (Math.abs(length - seconds) > mostOff(seconds))
        throw new AppError('edit.failed', { problem: `it is ${length.toFixed(1)} s long, and should be ${seconds.toFixed(1)} s` });
      done += seconds;
      tell(done);
      yield { wanted: result, path, extension: container.extension, isVideo: edit.kind !== 'audio' };
    }
  }

  /** What later estimates go by. */
  private async noteSpeed(effort: Effort, seconds: number): Promise<void> {
    if (effort.encoded > telling) await this.conversions.note({ ...effort, seconds });
  }

  private async cut(work: Work, ranges: readonly TimeRange[], precision: 'keyframe' | 'exact', to: string): Promise<void> {
    const { film, folder, container, codec, streams, threads, run } = work;
    const places = await this.films.cutPlaces(film);
    const isMixed = precision === 'exact' && canMix(film);
    const stretches: Stretch[] = ranges.flatMap((range) =>
      isMixed ? stretchesOf(range, places) : [{ ...range, copied: precision === 'keyframe' }],
    );
    const [only, ...others] = stretches;
    if (only?.copied === true && others.length === 0) return run(await this.copy(work, only, streams, to, false), lengthOf([only]));

    const picture: Piece[] = [];
    let encoding = 0;
    for (const [at, stretch] of stretches.entries()) {
      const seconds = lengthOf([stretch]);
      const began = performance.now();
      const name = `picture-${at}.${container.extension}`;
      const piece = join(folder, name);
      const args = stretch.copied
        ? await this.copy(work, stretch, { video: streams.video, audio: [], subtitles: [] }, piece, true)
        : encodeArguments({ path: film.path, video: film.details.video, range: stretch, container, to: piece, threads });
      // The sound comes after it, and putting together.
      await run(args, 0.9 * seconds);
      if (!stretch.copied) encoding += secondsSince(began);
      picture.push({ name, seconds });
    }
    const encoded = lengthOf(stretches.filter(({ copied }) => !copied));
    await this.noteSpeed(effortOf(aroundCuts, film.details.video, film.details.video, encoded), encoding);
    const rest: Piece[] = [];
    const besidePicture = { video: null, audio: streams.audio, subtitles: streams.subtitles };
    if (streams.audio.length + streams.subtitles.length > 0) {
      for (const [at, range] of ranges.entries()) {
        const name = `rest-${at}.${container.extension}`;
        await run(await this.copy(work, range, besidePicture, join(folder, name), true), 0.05 * lengthOf([range]));
        rest.push({ name, seconds: lengthOf([range]) });
      }
    }
    const lists = await this.lists(folder, picture, rest);
    await run(joinArguments({ path: film.path, lists, codec, container, to, sound: 'copy' }), 0.05 * lengthOf(ranges));
    for (const { name } of [...picture, ...rest]) await this.media.remove(join(folder, name));
  }

  /** Whole films behind each other. The picture is copied where all are alike; the sound is put together anew. */
  private async joined(work: Work, films: readonly [StreamFile, ...StreamFile[]], to: string, signal: AbortSignal): Promise<void> {
    const { folder, container, codec, threads, run } = work;
    const [first, ...others] = films;
    const isCopied = others.every((other) => isAlike(first, other));
    const hasSound = films.some(({ details }) => details.audio.length > 0);
    const canToneMap = await this.tools.canToneMap();
    const picture: Piece[] = [];
    const sound: Piece[] = [];
    let encoding = 0;
    for (const [at, film] of films.entries()) {
      const range = wholeOf(film);
      const seconds = lengthOf([range]);
      const { path, details } = film;
      const name = `picture-${at}.${container.extension}`;
      const packets = isCopied ? await this.media.packets(path, details.startSeconds, signal) : work.packets;
      const streams = { video: details.video.stream, audio: [], subtitles: [] };
      const began = performance.now();
      await run(
        isCopied
          ? copyArguments({ path, streams, range, toEnd: true, packets, codec, container, to: join(folder, name), piece: true })
          : fittedArguments({ path, details, like: first.details.video, container, to: join(folder, name), threads, canToneMap }),
        0.85 * seconds,
      );
      encoding += secondsSince(began);
      picture.push({ name, seconds });
      if (!hasSound) continue;
      const track = details.audio.find(({ isDefault }) => isDefault)?.stream ?? null;
      await run(evenSoundArguments({ path, stream: track, seconds, to: join(folder, `sound-${at}.mkv`) }), 0.1 * seconds);
      sound.push({ name: `sound-${at}.mkv`, seconds });
    }
    if (!isCopied) await this.noteSpeed(fittingOf(films).effort, encoding);
    const lists = await this.lists(folder, picture, sound);
    await run(joinArguments({ path: first.path, lists, codec, container, to, sound: 'aac' }), 0.05 * lengthOf(films.map(wholeOf)));
    for (const { name } of [...picture, ...sound]) await this.media.remove(join(folder, name));
  }

  /** Writes lists of pieces; those of nothing are left out. */
  private async lists(folder: string, picture: readonly Piece[], rest: readonly Piece[]): Promise<string[]> {
    const lists: string[] = [];
    for (const [name, pieces] of [
      ['picture.ffconcat', picture],
      ['rest.ffconcat', rest],
    ] as const) {
      if (pieces.length === 0) continue;
      await this.media.writeText(folder, name, pieceList(pieces));
      lists.push(name);
    }
    return lists;
  }

  private async copy(
    { film, container, packets }: Work,
    range: TimeRange,
    streams: Streams,
    to: string,
    piece: boolean,
  ): Promise<string[]> {
    const { endSeconds } = await this.films.cutPlaces(film);
    const toEnd = range.endSeconds >= endSeconds - 0.002;
    return copyArguments({ path: film.path, streams, range, toEnd, packets, codec: film.details.video.codec, container, to, piece });
  }
}

/** Numbers of the streams with one of these codecs. */
const indexesOf = (streams: readonly { index: number; codec: string }[], codecs: readonly string[]): number[] =>
  streams.filter(({ codec }) => codecs.includes(codec)).map(({ index }) => index);
