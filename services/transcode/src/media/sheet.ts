import type { MediaInfo, SheetLayout } from '@reelm/contracts';

export interface Size {
  width: number;
  height: number;
}

/** Chroma is kept at half resolution, so that cells of a sheet must lie on even pixels. Rounding errors of the scale are forgiven. */
const even = (value: number) => Math.max(2, Math.floor((value + 0.01) / 2) * 2);

/** Largest even size of the picture's shape within a box; never enlarged unless told so. */
export function fit(picture: Size, box: Size, enlarge = false): Size {
  const scale = Math.min(box.width / picture.width, box.height / picture.height, enlarge ? Infinity : 1);
  return { width: even(picture.width * scale), height: even(picture.height * scale) };
}

export const coverBox: Size = { width: 1_280, height: 1_280 };
/** An upright 9:16 picture still fits with its full width. */
const spriteBox = (width: number): Size => ({ width, height: Math.round((width * 286) / 160) });
const frameBox: Size = { width: 640, height: 640 };
const maxFrames = 16;

/** A sheet as ffmpeg lays it out. */
export interface SheetPlan {
  cell: Size;
  columns: number;
  rows: number;
}

/** Sizes and counts of everything that is made of one file. */
export interface PicturesPlan {
  cover: Size;
  sprite: SheetPlan;
  frames: SheetPlan;
}

/** @param cells pictures on the sprite sheet, at most; @param cellWidth of each of them */
export function planPictures(media: MediaInfo, cells: number, cellWidth = 160): PicturesPlan {
  const frames = Math.min(maxFrames, cells);
  return {
    cover: fit(media, coverBox),
    sprite: { cell: fit(media, spriteBox(cellWidth), true), ...grid(cells) },
    frames: { cell: fit(media, frameBox), ...grid(frames) },
  };
}

/** As square as can be: 81 cells lie nine by nine. */
function grid(count: number): { columns: number; rows: number } {
  const columns = Math.ceil(Math.sqrt(count));
  return { columns, rows: Math.ceil(count / columns) };
}

export const layoutOf = (plan: SheetPlan, times: readonly number[]): SheetLayout => ({
  columns: plan.columns,
  rows: plan.rows,
  cellWidth: plan.cell.width,
  cellHeight: plan.cell.height,
  times: times.slice(0, plan.columns * plan.rows).map((time) => Math.max(0, Math.round(time * 1_000) / 1_000)),
});

/** A cover is a sheet of one; its time tells what it shows. */
export const coverLayout = (media: MediaInfo, seconds: number): SheetLayout =>
  layoutOf({ cell: fit(media, coverBox), columns: 1, rows: 1 }, [seconds]);

/** WebVTT thumbnails track: each cue shows its cell from the cell's true time until the next one's. */
export function spriteVtt(layout: SheetLayout, durationSeconds: number, image = 'sprite.jpg'): string {
  const last = layout.times.at(-1) ?? 0;
  const cues = layout.times.map((time, index) => {
    const start = index === 0 ? 0 : time;
    const end = layout.times[index + 1] ?? Math.max(durationSeconds, last + 0.001);
    const x = (index % layout.columns) * layout.cellWidth;
    const y = Math.floor(index / layout.columns) * layout.cellHeight;
    return `${timestamp(start)} --> ${timestamp(end)}\n${image}#xywh=${x},${y},${layout.cellWidth},${layout.cellHeight}\n`;
  });
  return `WEBVTT\n\n${cues.join('\n')}`;
}

/** `HH:MM:SS.mmm` */
export function timestamp(seconds: number): string {
  const milliseconds = Math.round(seconds * 1_000);
  const part = (value: number, digits = 2) => String(value).padStart(digits, '0');
  return `${part(Math.floor(milliseconds / 3_600_000))}:${part(Math.floor(milliseconds / 60_000) % 60)}:${part(Math.floor(milliseconds / 1_000) % 60)}.${part(milliseconds % 1_000, 3)}`;
}
