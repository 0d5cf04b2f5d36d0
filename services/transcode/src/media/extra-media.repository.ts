import { Injectable } from '@nestjs/common';
import type { ArtifactSettings, AudioTrack, MediaInfo, SheetLayout, StoredTimeline } from '@reelm/contracts';
import type { Colours } from './arguments.js';
import { FfmpegRepository, probeTimeoutMs, readIfThere, runTimeoutMs, type Work } from './ffmpeg.repository.js';
import { coverBox, coverLayout, fit } from './sheet.js';
import { decodeProblem } from './problems.js';
import type { Probe } from './probe.js';
import {
  atKeyframes,
  clipArguments,
  clipName,
  joinArguments,
  keyframeQuestions,
  planPreview,
  previewNames,
  webpArguments,
  stillArguments,
  stillNames,
  type PreviewPlan,
} from './preview.js';
import { convertArguments, extractArguments, trackFile } from './subtitles.js';
import { detailParts, LevelMeter, motionOf, packetList, soundArguments, timelineArguments } from './timeline.js';
import { ToolsRepository } from './tools.repository.js';

/** A pass that reads everything and decodes little: many times faster than the film runs, also from slow disks. */
const passSeconds = (durationSeconds: number) => durationSeconds / 20;
const clipSeconds = 4;
/** Somebody waits for it. */
const stillTimeoutMs = 20_000;
const soundTimeoutMs = 20_000;

/** What is shown of a file, seconds. */
export interface Shown {
  startSeconds: number;
  endSeconds: number;
}

export interface Preview {
  mp4: Buffer;
  webp: Buffer | null;
}

export interface Still {
  jpeg: Buffer;
  layout: SheetLayout;
  /** Its pixels, as a look has them. */
  placeholder: string;
}

/** What is asked of ffmpeg beyond the pictures of an analysis. Every method takes the absolute path of a probed file. */
@Injectable()
export class ExtraMediaRepository {
  constructor(
    private readonly ffmpeg: FfmpegRepository,
    private readonly tools: ToolsRepository,
  ) {}

  /**
   * A short silent film of moments, or of all where that is hardly longer. One process for each keeps memory at what one decoder needs; a moment that cannot be decoded is left out.
   * @throws AppError media.undecodable when that is all of them
   */
  async preview(path: string, probe: Probe, shown: Shown, settings: ArtifactSettings['preview'], work: Work): Promise<Preview> {
    const { video } = probe;
    const plan = await this.planned(path, probe, shown, settings, work);
    const { canToneMap } = await this.tools.find();
    const colours: Colours = canToneMap ? 'tone-mapped' : 'plain';
    return this.ffmpeg.inScratch(async (folder) => {
      const clips: Buffer[] = [];
      let complaints = '';
      for (const clip of plan.starts.keys()) {
        const result = await this.ffmpeg.ffmpeg(clipArguments(path, video, plan, clip, colours), folder, runTimeoutMs(clipSeconds), work);
        const made = await readIfThere(folder, clipName(clip));
        if (made !== null) clips.push(made);
        complaints ||= result.stderr;
        work.progress?.(clip + 1, plan.starts.length);
      }
      const mp4 = await this.joined(joinArguments(), folder, clips, previewNames.mp4, work);
      if (mp4 === null) throw decodeProblem(complaints, path);
      return { mp4, webp: settings.webp ? await this.joined(webpArguments(), folder, clips, previewNames.webp, work) : null };
    });
  }

  private async planned(
    path: string,
    { media, video }: Probe,
    { startSeconds, endSeconds }: Shown,
    settings: ArtifactSettings['preview'],
    work: Work,
  ): Promise<PreviewPlan> {
    const plan = planPreview(media, endSeconds - startSeconds, settings);
    const starts = plan.starts.map((start) => startSeconds + start);
    // One alone begins where it was asked for.
    if (starts.length === 1) return { ...plan, starts };
    const keyframes = await this.ffmpeg.packets(path, keyframeQuestions(video.index, starts), probeTimeoutMs, work);
    return { ...plan, starts: atKeyframes(starts, keyframes, startSeconds) };
  }

  private async joined(args: string[], folder: string, clips: readonly Buffer[], name: string, work: Work): Promise<Buffer | null> {
    if (clips.length === 0) return null;
    const { code } = await this.ffmpeg.ffmpeg(args, folder, runTimeoutMs(clipSeconds), work, { stdin: Buffer.concat(clips) });
    return code === 0 ? readIfThere(folder, name) : null;
  }

  /** The frame at a time, as large as covers are. @throws AppError media.undecodable, and what {@link FfmpegRepository.probe} throws */
  async still(path: string, seconds: number, work: Work = {}): Promise<Still> {
    const { media, video } = await this.ffmpeg.probe(path, work);
    const { canToneMap } = await this.tools.find();
    const args = stillArguments(path, video, fit(media, coverBox), seconds, canToneMap ? 'tone-mapped' : 'plain');
    return this.ffmpeg.inScratch(async (folder) => {
      const { stderr } = await this.ffmpeg.ffmpeg(args, folder, stillTimeoutMs, work);
      const made = await readIfThere(folder, stillNames.jpeg);
      const pixels = await readIfThere(folder, stillNames.placeholder);
      if (made === null || pixels === null) throw decodeProblem(stderr, path);
      return { jpeg: made, layout: coverLayout(media, seconds), placeholder: pixels.toString('base64') };
    });
  }

  /** How loud it is and how much moves, in one reading. `work.progress` counts seconds of the film. */
  async timeline(path: string, { media, video }: Probe, durationSeconds: number, work: Work): Promise<Omit<StoredTimeline, 'pace'>> {
    const meter = new LevelMeter(durationSeconds);
    const audio = heardOf(media);
    return this.ffmpeg.inScratch(async (folder) => {
      const args = timelineArguments(path, video, audio?.index ?? null);
      const { code, stderr } = await this.ffmpeg.ffmpeg(args, folder, runTimeoutMs(passSeconds(durationSeconds)), work, {
        onStdout: (chunk) => {
          meter.add(chunk);
          work.progress?.(Math.min(durationSeconds, Math.round(meter.seconds)), Math.round(durationSeconds));
        },
      });
      const list = await readIfThere(folder, packetList);
      // A file that breaks off in the middle still tells of its beginning.
      if (code !== 0 && list === null) throw decodeProblem(stderr, path);
      return { durationSeconds, ...meter.read(), motion: list === null ? null : motionOf(list.toString('latin1'), durationSeconds) };
    });
  }

  /** How loud a part is, in detail; null where there is no sound. @throws AppError what {@link FfmpegRepository.probe} throws */
  async waveform(path: string, { startSeconds, endSeconds }: Shown, work: Work = {}): Promise<number[] | null> {
    const { media } = await this.ffmpeg.probe(path, work);
    const audio = heardOf(media);
    if (audio === undefined) return null;
    const seconds = endSeconds - startSeconds;
    const meter = new LevelMeter(seconds, detailParts);
    await this.ffmpeg.inScratch((folder) =>
      this.ffmpeg.ffmpeg(soundArguments(path, audio.index, startSeconds, seconds), folder, soundTimeoutMs, work, {
        onStdout: (chunk) => meter.add(chunk),
      }),
    );
    return meter.read().waveform;
  }

  /** Text streams of a file as WebVTT with whatever markup they have; a stream that gives none is left out. */
  async embeddedText(
    path: string,
    durationSeconds: number,
    tracks: readonly { stream: number; id: number }[],
    work: Work,
  ): Promise<Map<number, string>> {
    return this.ffmpeg.inScratch(async (folder) => {
      await this.ffmpeg.ffmpeg(extractArguments(path, tracks), folder, runTimeoutMs(passSeconds(durationSeconds)), work);
      return this.readTracks(
        folder,
        tracks.map(({ id }) => id),
      );
    });
  }

  /** Text of subtitles as WebVTT; null where it is not of that format. */
  async convertedText(text: string, format: 'srt' | 'ass' | 'webvtt', work: Work): Promise<string | null> {
    return this.ffmpeg.inScratch(async (folder) => {
      await this.ffmpeg.ffmpeg(convertArguments(format, 0), folder, probeTimeoutMs, work, { stdin: Buffer.from(text, 'utf8') });
      return (await this.readTracks(folder, [0])).get(0) ?? null;
    });
  }

  private async readTracks(folder: string, ids: readonly number[]): Promise<Map<number, string>> {
    const read = await Promise.all(ids.map(async (id) => [id, await readIfThere(folder, trackFile(id))] as const));
    return new Map(read.flatMap(([id, bytes]) => (bytes === null ? [] : [[id, bytes.toString('utf8')]])));
  }
}

/** The sound track that a player begins with. */
const heardOf = (media: MediaInfo): AudioTrack | undefined => media.audio?.find((track) => track.default) ?? media.audio?.[0];
