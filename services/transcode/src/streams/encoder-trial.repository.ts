import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { Injectable } from '@nestjs/common';
import { runProcess } from '@reelm/service-kit';
import { ToolsRepository } from '../media/tools.repository.js';
import { encoderArguments, encoderDevice, encoderFormat, type Encoder } from './encoder.js';
import { FragmentReader } from './fragments.js';

interface Candidate {
  name: Exclude<Encoder['name'], 'libx264'>;
  /** Folder and name of a device without which it need not be tried. */
  device: [folder: string, name: RegExp];
  decoder: string | null;
}

/** In the order of preference. */
const candidates: readonly Candidate[] = [
  { name: 'h264_nvenc', device: ['/dev', /^nvidia\d+$/], decoder: 'cuda' },
  { name: 'h264_qsv', device: ['/dev/dri', /^renderD\d+$/], decoder: 'qsv' },
  { name: 'h264_vaapi', device: ['/dev/dri', /^renderD\d+$/], decoder: 'vaapi' },
  { name: 'h264_v4l2m2m', device: ['/dev', /^video1\d$/], decoder: null },
];

const trialTimeoutMs = 20_000;
const trial = { seconds: 2, keyframeAt: 1, rung: { side: 360, width: 640, height: 360, bitRate: 1_000_000 } };

/** Finds out by trying whether hardware encodes as streams need it: that a driver is installed says little. */
@Injectable()
export class EncoderTrialRepository {
  constructor(private readonly tools: ToolsRepository) {}

  async firstThatWorks(): Promise<Encoder | null> {
    for (const { name, device, decoder } of candidates) {
      const path = await findDevice(...device);
      if (path === null) continue;
      const encoder: Encoder = { name, preset: 'hardware', decoder: null, device: path };
      const film = await this.encode(encoder);
      if (film !== null) return { ...encoder, decoder: decoder !== null && (await this.decodes(film, decoder)) ? decoder : null };
    }
    return null;
  }

  /** Two seconds of a test picture with a keyframe where it is asked for; null when that is not what comes out. */
  async encode(encoder: Encoder): Promise<Buffer | null> {
    const { ffmpeg } = await this.tools.find();
    const { rung, seconds, keyframeAt } = trial;
    const { code, stdout } = await runProcess(
      ffmpeg.path,
      [
        ...words('-nostdin -hide_banner -v error'),
        ...encoderDevice(encoder),
        ...words(`-f lavfi -i testsrc2=s=${rung.width}x${rung.height}:r=30:d=${seconds}`),
        '-vf',
        encoderFormat(encoder),
        ...encoderArguments(encoder, rung),
        ...words(`-force_key_frames ${keyframeAt} -movflags +frag_keyframe+empty_moov+default_base_moof -f mp4 pipe:1`),
      ],
      { cwd: tmpdir(), timeoutMs: trialTimeoutMs },
    );
    return code === 0 && keyframesOf(stdout).join() === [0, keyframeAt].join() ? stdout : null;
  }

  private async decodes(film: Buffer, decoder: string): Promise<boolean> {
    const { ffmpeg } = await this.tools.find();
    const { code, stderr } = await runProcess(
      ffmpeg.path,
      words(`-hide_banner -v error -xerror -hwaccel ${decoder} -f mp4 -i pipe:0 -f null -`),
      { cwd: tmpdir(), timeoutMs: trialTimeoutMs, stdin: film },
    );
    return code === 0 && stderr === '';
  }
}

const words = (text: string): string[] => text.split(' ');

/** Whole seconds at which fragments begin, which they do at keyframes. */
function keyframesOf(film: Buffer): number[] {
  try {
    const parts = new FragmentReader().push(film);
    return parts.flatMap((part) => (part.kind === 'fragment' ? part.runs.map((run) => Math.round(run.decodeSeconds)) : []));
  } catch {
    return [];
  }
}

async function findDevice(folder: string, pattern: RegExp): Promise<string | null> {
  const names = await readdir(folder).catch(() => []);
  const name = names.find((one) => pattern.test(one));
  return name === undefined ? null : `${folder}/${name}`;
}
