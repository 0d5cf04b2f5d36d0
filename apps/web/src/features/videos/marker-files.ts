import type { Marker, Video } from '@reelm/contracts';
import { z } from 'zod';

/** A marker or chapter as files carry it. Times in seconds. */
export interface TimedText {
  title: string;
  startSeconds: number;
  endSeconds: number | null;
  tags: string[];
  performers: string[];
}

export const fileFormats = {
  vtt: { label: 'WebVTT chapters', type: 'text/vtt' },
  ffmetadata: { label: 'FFmpeg metadata', type: 'text/plain' },
  json: { label: 'JSON', type: 'application/json' },
} as const;
export type FileFormat = keyof typeof fileFormats;

export const ofMarkers = (markers: readonly Marker[]): TimedText[] =>
  markers.map(({ name, startSeconds, endSeconds, primaryTag, tags, performers }) => ({
    title: name,
    startSeconds,
    endSeconds,
    tags: [...new Set([...(primaryTag ? [primaryTag.name] : []), ...tags.map((tag) => tag.name)])],
    performers: performers.map((performer) => performer.name),
  }));
export const ofChapters = (chapters: Video['chapters']): TimedText[] =>
  chapters.map(({ title, startSeconds }) => ({ title, startSeconds, endSeconds: null, tags: [], performers: [] }));

/** @param duration of the film, seconds: the end of the last one that has none */
export function writeFile(format: FileFormat, texts: readonly TimedText[], duration: number): string {
  const all = texts.toSorted((one, other) => one.startSeconds - other.startSeconds);
  // Chapters must end somewhere: where the next begins.
  const endOf = ({ startSeconds, endSeconds }: TimedText, at: number): number =>
    endSeconds ??
    all.slice(at + 1).find((later) => later.startSeconds > startSeconds)?.startSeconds ??
    Math.max(duration, startSeconds + 1);
  switch (format) {
    case 'vtt':
      return `WEBVTT\n${all.map((text, at) => `\n${at + 1}\n${vttTime(text.startSeconds)} --> ${vttTime(endOf(text, at))}\n${vttText(text.title)}\n`).join('')}`;
    case 'ffmetadata':
      return `;FFMETADATA1\n${all
        .map(
          (text, at) =>
            `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${Math.round(text.startSeconds * 1000)}\nEND=${Math.round(endOf(text, at) * 1000)}\ntitle=${text.title.replace(/[=;#\\\n]/g, '\\$&')}\n`,
        )
        .join('')}`;
    case 'json':
      return `${JSON.stringify({ markers: all }, null, 2)}\n`;
  }
}

const two = (value: number): string => String(value).padStart(2, '0');
function vttTime(seconds: number): string {
  const thousandths = Math.round(seconds * 1000);
  const [hours, minutes] = [Math.floor(thousandths / 3_600_000), Math.floor(thousandths / 60_000) % 60];
  return `${two(hours)}:${two(minutes)}:${two(Math.floor(thousandths / 1000) % 60)}.${String(thousandths % 1000).padStart(3, '0')}`;
}
/** A blank line would end the cue, and an arrow begin one. */
const vttText = (title: string): string => title.replace(/\s+/g, ' ').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** What a file holds, whichever of the formats it is; null where it is none of them. */
export function readFile(text: string): TimedText[] | null {
  const clean = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  if (clean.startsWith('WEBVTT')) return readVtt(clean);
  if (clean.startsWith(';FFMETADATA')) return readFfmetadata(clean);
  return readJson(clean);
}

const longestTitle = 500;
const plain = (title: string, startSeconds: number, endSeconds: number | null): TimedText => ({
  title: title.trim().slice(0, longestTitle) || 'Untitled',
  startSeconds,
  endSeconds: endSeconds !== null && endSeconds > startSeconds ? endSeconds : null,
  tags: [],
  performers: [],
});

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', nbsp: ' ', lrm: '', rlm: '' };

function readVtt(text: string): TimedText[] {
  return text.split(/\n\n+/).flatMap((block) => {
    const lines = block.split('\n');
    const at = lines.findIndex((line) => line.includes('-->'));
    const [from, to] = (lines[at] ?? '').split('-->').map((part) => secondsOf(part.trim().split(/\s/)[0] ?? ''));
    if (at === -1 || from == null || to == null) return [];
    const title = lines
      .slice(at + 1)
      .join(' ')
      .replace(/<[^>]*>/g, '')
      .replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);
    return [plain(title, from, to)];
  });
}

function secondsOf(time: string): number | null {
  const [, hours = '0', minutes = '', seconds = ''] = /^(?:(\d+):)?(\d{2}):(\d{2}\.\d{3})$/.exec(time) ?? [];
  return minutes === '' ? null : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function readFfmetadata(text: string): TimedText[] {
  return text
    .split(/^\[CHAPTER\]$/m)
    .slice(1)
    .flatMap((block) => {
      // The next section is no part of the chapter.
      const own = block.split(/^\[\w+\]$/m)[0] ?? '';
      const value = (name: string): string | undefined => new RegExp(`^${name}=((?:\\\\[\\s\\S]|[^\\n\\\\])*)`, 'im').exec(own)?.[1];
      const [over = '1', under = '1000000000'] = (value('TIMEBASE') ?? '').split('/').filter(Boolean);
      const seconds = (ticks: string | undefined): number => (Number(ticks ?? NaN) * Number(over)) / Number(under);
      const [start, end] = [seconds(value('START')), seconds(value('END'))];
      return Number.isFinite(start)
        ? [plain((value('title') ?? '').replace(/\\([\s\S])/g, '$1'), start, Number.isFinite(end) ? end : null)]
        : [];
    });
}

const Names = z.array(z.string().trim().min(1).max(300)).max(200).catch([]);
const JsonFile = z.object({
  markers: z.array(
    z.object({
      title: z.string(),
      startSeconds: z.number().nonnegative(),
      endSeconds: z.number().nullable().default(null),
      tags: Names.default([]),
      performers: Names.default([]),
    }),
  ),
});

function readJson(text: string): TimedText[] | null {
  try {
    return JsonFile.parse(JSON.parse(text)).markers.map((marker) => ({
      ...plain(marker.title, marker.startSeconds, marker.endSeconds),
      tags: marker.tags,
      performers: marker.performers,
    }));
  } catch {
    return null;
  }
}
