import { parse } from 'node:path';

/** What the name of a file beside a film tells of its subtitles. */
export interface Sidecar {
  /** File name. */
  name: string;
  format: 'subrip' | 'ass' | 'webvtt' | 'hdmv_pgs_subtitle';
  language: string | null;
  title: string | null;
  default: boolean;
  forced: boolean;
}

const formats: Readonly<Record<string, Sidecar['format']>> = {
  '.srt': 'subrip',
  '.ass': 'ass',
  '.ssa': 'ass',
  '.vtt': 'webvtt',
  '.sup': 'hdmv_pgs_subtitle',
};
const language = /^([a-z]{2,3})([-_][a-z0-9]{2,8})*$/i;
const hearing = new Set(['sdh', 'cc', 'hi']);

/**
 * Reads a name as people give them: `film.srt`, `film.en.srt`, `film.pt-BR.forced.ass`, `film.Commentary.eng.vtt` beside `film.mkv`.
 * @returns null for a file that does not belong to the film
 */
export function sidecarOf(film: string, name: string): Sidecar | null {
  const { name: stem } = parse(film);
  const { name: rest, ext } = parse(name);
  const format = formats[ext.toLowerCase()];
  if (format === undefined || (rest !== stem && !rest.startsWith(`${stem}.`))) return null;
  const words = rest
    .slice(stem.length + 1)
    .split('.')
    .filter((word) => word !== '');
  const lower = words.map((word) => word.toLowerCase());
  const named = words.findLast((word) => language.test(word) && !hearing.has(word.toLowerCase()));
  const others = words.filter((word, index) => word !== named && !['forced', 'default'].includes(lower[index] ?? ''));
  return {
    name,
    format,
    language: named ?? null,
    title:
      others.length === 0
        ? null
        : others
            .map((word) => (hearing.has(word.toLowerCase()) ? word.toUpperCase() : word))
            .join(' ')
            .slice(0, 200),
    default: lower.includes('default'),
    forced: lower.includes('forced'),
  };
}

/** Text of a file that does not say how it is coded: Unicode by its mark or where it is valid, else what Windows wrote in the West. */
export function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
