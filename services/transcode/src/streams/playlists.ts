import { segmentStart, type Timeline } from './timeline.js';

/** One quality as a master playlist names it. */
export interface Variant {
  /** Relative to the master playlist. */
  uri: string;
  bitRate: number;
  width: number;
  height: number;
  frameRate: number | null;
  codecs: readonly string[];
}

const lines = (...all: string[]): string => `${all.join('\n')}\n`;

/** A playlist of qualities (RFC 8216, 4.3.4); players begin with the first. */
export const masterPlaylist = (variants: readonly Variant[]): string =>
  lines(
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...variants.flatMap(({ uri, bitRate, width, height, frameRate, codecs }) => [
      `#EXT-X-STREAM-INF:${[
        `BANDWIDTH=${Math.round(bitRate)}`,
        `RESOLUTION=${width}x${height}`,
        ...(frameRate === null ? [] : [`FRAME-RATE=${frameRate.toFixed(3)}`]),
        `CODECS="${codecs.join(',')}"`,
      ].join(',')}`,
      uri,
    ]),
  );

/** The complete playlist of a stream whose segments are made when they are asked for. @param query of every address, without `?` */
export function mediaPlaylist(timeline: Timeline, query: string, at: number | undefined): string {
  const durations = timeline.borders.map((start, index) => segmentStart(timeline, index + 1) - start);
  const init = `init.mp4?${query}${at === undefined ? '' : `${query === '' ? '' : '&'}at=${at}`}`;
  return lines(
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${Math.max(1, Math.round(Math.max(...durations)))}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-MAP:URI="${init}"`,
    ...durations.flatMap((seconds, index) => [`#EXTINF:${seconds.toFixed(6)},`, `${index}.m4s?${query}`]),
    '#EXT-X-ENDLIST',
  );
}
