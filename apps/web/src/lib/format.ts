const pad = (value: number): string => String(value).padStart(2, '0');

/** `3:07`, `1:02:09`; nothing known is `–`. */
export function formatTime(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return '–';
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}

/** Time as it is spoken, for screen readers: `1 hour 2 minutes 9 seconds`. */
export function spokenTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts: [number, string][] = [
    [Math.floor(whole / 3600), 'hour'],
    [Math.floor((whole % 3600) / 60), 'minute'],
    [whole % 60, 'second'],
  ];
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`);
  return said.length === 0 ? '0 seconds' : said.join(' ');
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Decimal units, as disks are sold and file managers show: `1.4 GB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${byteUnits[unit]}`;
}

/** `4.2 Mbit/s`. */
export const formatBitRate = (bitsPerSecond: number): string =>
  bitsPerSecond >= 999_500 ? `${(bitsPerSecond / 1e6).toFixed(1)} Mbit/s` : `${Math.round(bitsPerSecond / 1000)} kbit/s`;

const counting = new Intl.NumberFormat('en');
export const formatCount = (count: number): string => counting.format(count);
export const plural = (count: number, one: string, many = `${one}s`): string => `${formatCount(count)} ${count === 1 ? one : many}`;

const resolutions: readonly [lines: number, name: string][] = [
  [4320, '8K'],
  [2160, '4K'],
  [1440, '1440p'],
  [1080, '1080p'],
  [720, '720p'],
  [576, '576p'],
  [480, '480p'],
  [360, '360p'],
];

/** Name of a resolution by its shorter side, with some tolerance for cropped films; tiny ones by their lines. */
export function resolutionName(width: number | null, height: number | null): string | null {
  if (width === null || height === null) return null;
  // A film in 1920×800 is 1080p with its bars cut off, so the longer side counts as well.
  const lines = Math.max(Math.min(width, height), Math.round((Math.max(width, height) * 9) / 16));
  const found = resolutions.find(([limit]) => lines >= limit * 0.95);
  return found ? found[1] : `${Math.min(width, height)}p`;
}

const ago: readonly [seconds: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [31_536_000, 'year'],
  [2_592_000, 'month'],
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** `5 minutes ago`, `tomorrow`; below a minute `just now`. */
export function formatAgo(instant: string, now = Date.now()): string {
  const seconds = (Date.parse(instant) - now) / 1000;
  const step = ago.find(([size]) => Math.abs(seconds) >= size);
  return step ? relative.format(Math.round(seconds / step[0]), step[1]) : seconds > 0 ? 'in a moment' : 'just now';
}

const dateAndTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
export const formatInstant = (instant: string): string => dateAndTime.format(new Date(instant));

const dayOnly = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });
export const formatDay = (instant: string): string => dayOnly.format(new Date(instant));

/** Rough length of work: `12 s`, `4 min`, `1 h 20 min`. */
export function formatSpan(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
/** `German` of `ger`, `de` or `deu`; what is no code stays as it is, and nothing is said of what nobody knows. */
export function languageName(code: string | null): string | null {
  if (code === null || code === 'und') return null;
  try {
    return languages.of(code) ?? code;
  } catch {
    return code;
  }
}
