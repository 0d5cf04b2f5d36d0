/** Seconds of `75`, `1:15`, `1:02:09` or `1:15.5`; null for what is no time. */
export function parseTime(text: string): number | null {
  const trimmed = text.trim();
  if (!/^\d{1,5}(:\d{1,2}){0,2}(\.\d{1,3})?$/.test(trimmed)) return null;
  const parts = trimmed.split(':').map(Number);
  // Behind a colon a minute has sixty seconds.
  if (parts.slice(1).some((part) => part >= 60)) return null;
  return parts.reduce((seconds, part) => seconds * 60 + part, 0);
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `1:15`, `1:02:09`; parts of a second as far as there are any: `1:15.5`. */
export function writeTime(seconds: number): string {
  const thousandths = Math.round(seconds * 1000);
  const whole = Math.floor(thousandths / 1000);
  const rest =
    thousandths % 1000 === 0
      ? ''
      : `.${String(thousandths % 1000)
          .padStart(3, '0')
          .replace(/0+$/, '')}`;
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(whole % 60)}${rest}`;
}

export interface TimedTitle {
  startSeconds: number;
  title: string;
}

/** Chapters as lines of `1:15 Title`; null where a line is none. */
export function parseChapters(text: string): TimedTitle[] | null {
  const chapters: TimedTitle[] = [];
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line === '') continue;
    const [, time = '', title = ''] = /^(\S+)\s+(.+)$/.exec(line) ?? [];
    const startSeconds = parseTime(time);
    if (startSeconds === null) return null;
    chapters.push({ startSeconds, title });
  }
  return chapters.toSorted((a, b) => a.startSeconds - b.startSeconds);
}

export const writeChapters = (chapters: readonly TimedTitle[]): string =>
  chapters.map(({ startSeconds, title }) => `${writeTime(startSeconds)} ${title}`).join('\n');
