import { basename } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { SubtitleTrack } from '@reelm/contracts';
import type { Film, Made } from '../extras/extras.service.js';
import { ExtraMediaRepository } from '../media/extra-media.repository.js';
import type { Work } from '../media/ffmpeg.repository.js';
import { SourceRepository } from '../media/source.repository.js';
import { isText, trackFile } from '../media/subtitles.js';
import { sidecarOf, textOf, type Sidecar } from './sidecar-name.js';
import { cleanWebVtt } from './web-vtt.js';

/** Far more than the longest film says. */
const mostBytes = 20 * 1024 ** 2;
const mostTracks = 64;

const inputFormats = { subrip: 'srt', ass: 'ass', webvtt: 'webvtt' } as const;

type Found = { track: Omit<SubtitleTrack, 'id'>; text: string | null };

/**
 * Subtitles inside of a file and in files beside it. ffmpeg reads their formats; what it makes of them is written anew with no markup but
 * b, i and u. Files beside it are looked for when this runs: one that is added later is found when it is made again.
 */
@Injectable()
export class SubtitlesMaker {
  constructor(
    private readonly media: ExtraMediaRepository,
    private readonly sources: SourceRepository,
  ) {}

  async make(film: Film, work: Work): Promise<Made> {
    const found = [...(await this.embedded(film, work)), ...(await this.beside(film, work))].slice(0, mostTracks);
    const tracks = found.map(({ track, text }, id) => ({ ...track, id: String(id), text: text !== null }));
    const objects = found.flatMap(({ text }, id) =>
      text === null ? [] : [{ name: trackFile(id), contentType: 'text/vtt; charset=utf-8', body: Buffer.from(text, 'utf8') }],
    );
    return { objects, tracks };
  }

  private async embedded({ path, probe, durationSeconds }: Film, work: Work): Promise<Found[]> {
    const wanted = probe.subtitles.flatMap((stream, id) => (isText(stream) ? [{ stream: stream.index, id }] : []));
    const texts = wanted.length === 0 ? new Map<number, string>() : await this.media.embeddedText(path, durationSeconds, wanted, work);
    return probe.subtitles.flatMap(({ codec, language, title, default: byDefault, forced }, id) => {
      const text = cleanWebVtt(texts.get(id) ?? '');
      // A text stream that says nothing is of no use to anybody; pictures at least are known to be there.
      if (text === null && isText({ codec })) return [];
      const track = { source: 'embedded' as const, format: codec, language, title, default: byDefault, forced, text: text !== null };
      return [{ track, text }];
    });
  }

  private async beside({ path }: Film, work: Work): Promise<Found[]> {
    const names = await this.sources.namesBeside(path);
    const sidecars = names.flatMap((name) => sidecarOf(basename(path), name) ?? []);
    const found: Found[] = [];
    for (const sidecar of sidecars.slice(0, mostTracks)) {
      const { name: _, ...track } = sidecar;
      const text = sidecar.format === 'hdmv_pgs_subtitle' ? null : await this.textOf(path, sidecar, work);
      if (text !== null || sidecar.format === 'hdmv_pgs_subtitle')
        found.push({ track: { source: 'sidecar', ...track, text: text !== null }, text });
    }
    return found;
  }

  private async textOf(path: string, { name, format }: Sidecar, work: Work): Promise<string | null> {
    const bytes = await this.sources.readBeside(path, name, mostBytes);
    if (bytes === null || format === 'hdmv_pgs_subtitle') return null;
    return cleanWebVtt((await this.media.convertedText(textOf(bytes), inputFormats[format], work)) ?? '');
  }
}
