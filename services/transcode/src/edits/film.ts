import type { FileEdit, TimeRange } from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';
import type { StreamFile } from '../streams/stream-files.service.js';
import { containerLike, containers, soundContainer, type Container } from './container.js';
import { lengthOf } from './cut-plan.js';
import { effortOf, encodedBytes, fitted, sumOf, together, type Effort, type Estimate } from './estimate.js';

type Audio = FileEdit & { kind: 'audio' };
type Film = Pick<StreamFile, 'details' | 'extension'>;

const mixable = ['yuv420p', 'yuvj420p', 'yuv422p', 'yuv444p', 'yuv420p10le'];

/** Only H.264 tells a decoder in passing that it was encoded otherwise; of all else an exact part is encoded as a whole. */
export const canMix = ({ details: { video } }: Film): boolean => video.codec === 'h264' && mixable.includes(video.pixelFormat ?? '');

export const wholeOf = ({ details }: Film): TimeRange => ({ startSeconds: 0, endSeconds: details.durationSeconds ?? 0 });

/** @throws AppError `edit.no_audio` */
export function soundTrack({ details }: Film, { track }: Audio): StreamFile['details']['audio'][number] {
  const found = details.audio.find(({ stream, isDefault }) => (track === null ? isDefault : stream === track));
  if (found === undefined) throw new AppError('edit.no_audio');
  return found;
}

/** What the picture of the results is encoded with. */
export function codecOf(film: Film, edit: FileEdit): string {
  if (edit.kind === 'convert') return edit.codec;
  if (edit.kind === 'join') return 'h264';
  return edit.kind === 'cut' && edit.precision === 'exact' && !canMix(film) ? 'h264' : film.details.video.codec;
}

/** How the results are written. @throws AppError `edit.no_audio` */
export function containerOf(film: Film, edit: FileEdit): Container {
  switch (edit.kind) {
    case 'cut': {
      const like = containerLike(film.details.container, film.extension);
      // WebM holds nothing that is encoded here.
      return like.format === 'webm' && codecOf(film, edit) === 'h264' ? containers.mkv : like;
    }
    case 'join':
      return film.details.video.codec === 'h264' ? containerLike(film.details.container, film.extension) : containers.mp4;
    case 'chapters':
      return containerLike(film.details.container, film.extension);
    case 'convert':
      return containers[edit.container];
    case 'audio':
      return soundContainer(edit.format === 'copy' ? soundTrack(film, edit).codec : edit.format);
  }
}

/** Whether the picture of one film can stand behind that of another without being encoded anew. */
export function isAlike(one: Film, other: Film): boolean {
  const [a, b] = [one.details.video, other.details.video];
  const facts = ['codec', 'pixelFormat', 'codedWidth', 'codedHeight', 'width', 'height', 'rotation', 'interlaced'] as const;
  return canMix(one) && facts.every((fact) => a[fact] === b[fact]) && Math.abs((a.frameRate ?? 0) - (b.frameRate ?? 0)) < 0.01;
}

/** What it takes to encode films in the form of the first, and what comes of it. */
export function fittingOf(films: readonly [Film, ...Film[]]): { effort: Effort; bytes: Estimate } {
  const { video } = films[0].details;
  const fits = films.map((film) => {
    const seconds = lengthOf([wholeOf(film)]);
    const effort = effortOf(fitted, film.details.video, video, seconds);
    return { effort, bytes: encodedBytes(effort, film.details, seconds) };
  });
  return { effort: together(fits.map(({ effort }) => effort)), bytes: sumOf(fits.map(({ bytes }) => bytes)) };
}
