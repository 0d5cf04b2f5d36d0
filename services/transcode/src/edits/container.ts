/** How a file is written. */
export interface Container {
  /** ffmpeg's name of it. */
  format: 'mp4' | 'mov' | 'ipod' | 'matroska' | 'webm' | 'mp3' | 'flac' | 'ogg' | 'opus' | 'ac3';
  extension: string;
  /** Subtitles that it can hold unchanged, by ffprobe's names. */
  subtitles: readonly string[];
}

const mp4: Container = { format: 'mp4', extension: 'mp4', subtitles: ['mov_text'] };
const matroska: Container = {
  format: 'matroska',
  extension: 'mkv',
  subtitles: ['subrip', 'ass', 'ssa', 'webvtt', 'dvd_subtitle', 'dvb_subtitle', 'hdmv_pgs_subtitle'],
};
const webm: Container = { format: 'webm', extension: 'webm', subtitles: ['webvtt'] };

export const containers = { mp4, mkv: matroska } as const;

/**
 * The container for a copy of what is in a file: its own where that is among the few that hold nearly everything and that players know,
 * else Matroska.
 * @param demuxer ffprobe's name of the container, for example `mov,mp4,m4a,3gp,3g2,mj2`
 */
export function containerLike(demuxer: string, extension: string): Container {
  const names = demuxer.split(',');
  if (names.includes('mp4')) return extension === 'mov' ? { ...mp4, format: 'mov', extension } : mp4;
  // ffprobe has one name for both.
  return names.includes('webm') && extension === 'webm' ? webm : matroska;
}

const sound = (format: Container['format'], extension: string): Container => ({ format, extension, subtitles: [] });
const soundAsItIs: Record<string, Container> = {
  aac: sound('ipod', 'm4a'),
  alac: sound('ipod', 'm4a'),
  mp3: sound('mp3', 'mp3'),
  flac: sound('flac', 'flac'),
  vorbis: sound('ogg', 'ogg'),
  opus: sound('opus', 'opus'),
  ac3: sound('ac3', 'ac3'),
};

/** The container for a sound track alone. */
export const soundContainer = (codec: string): Container => soundAsItIs[codec] ?? sound('matroska', 'mka');
