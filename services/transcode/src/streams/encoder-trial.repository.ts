import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { Injectable } from '@nestjs/common';
import { runProcess } from '@reelm/service-kit';
import { ToolsRepository } from '../media/tools.repository.js';
import { encoderArguments, encoderDevice, encoderFormat, type Encoder } from './encoder.js';
import { FragmentReader } from './fragments.js';

interface Candidate {
  name: Exclude<Encoder['name'], 'libx264'>;
  /** What people call it. */
  hardware: string;
  /** Folder and name of a device without which it need not be tried. */
  device: readonly [folder: string, name: RegExp];
  decoder: string | null;
}

/** In the order of preference. */
const candidates: readonly Candidate[] = [
  { name: 'h264_nvenc', hardware: 'NVIDIA (NVENC)', device: ['/dev', /^nvidia\d+$/], decoder: 'cuda' },
  { name: 'h264_qsv', hardware: 'Intel Quick Sync', device: ['/dev/dri', /^renderD\d+$/], decoder: 'qsv' },
  { name: 'h264_vaapi', hardware: 'VA-API', device: ['/dev/dri', /^renderD\d+$/], decoder: 'vaapi' },
  { name: 'h264_v4l2m2m', hardware: 'V4L2', device: ['/dev', /^video1\d$/], decoder: null },
];

const trialTimeoutMs = 20_000;
const trial = { seconds: 2, keyframeAt: 1, rung: { side: 360, width: 640, height: 360, bitRate: 1_000_000 } };

/** What came of trying one kind of hardware. */
export interface Trial {
  hardware: string;
  /** In words for the owner of the machine. */
  outcome: string;
  /** Where it passed. */
  encoder: Encoder | null;
}

/** Finds out by trying whether hardware encodes as streams need it: that a driver is installed says little. */
@Injectable()
export class EncoderTrialRepository {
  constructor(private readonly tools: ToolsRepository) {}

  /** One after the other, up to the first that works; the others need no trial then. */
  async tryAll(all = candidates): Promise<Trial[]> {
    const trials: Trial[] = [];
    for (const candidate of all) {
      const used = trials.find(({ encoder }) => encoder !== null);
      trials.push(
        used === undefined
          ? await this.try(candidate)
          : { hardware: candidate.hardware, outcome: `not tried, as ${used.hardware} works`, encoder: null },
      );
    }
    return trials;
  }

  private async try({ name, hardware, device, decoder }: Candidate): Promise<Trial> {
    const path = await findDevice(...device);
    if (path === null) return { hardware, outcome: 'not found on this machine', encoder: null };
    const encoder: Encoder = { name, preset: 'hardware', decoder: null, device: path };
    const { film, problem } = await this.encode(encoder).catch((error: unknown) => ({ film: null, problem: String(error) }));
    if (film === null) return { hardware, outcome: `${path} does not work: ${problem}`, encoder: null };
    const decodes = decoder !== null && (await this.decodes(film, decoder).catch(() => false));
    return {
      hardware,
      outcome: decodes ? 'works: it decodes and encodes' : 'works: it encodes, the processor decodes',
      encoder: { ...encoder, decoder: decodes ? decoder : null },
    };
  }

  /** Two seconds of a test picture with a keyframe where it is asked for, or why that is not what comes out. */
  async encode(encoder: Encoder): Promise<{ film: Buffer; problem: null } | { film: null; problem: string }> {
    const { ffmpeg } = await this.tools.find();
    const { rung, seconds, keyframeAt } = trial;
    const { code, stdout, stderr } = await runProcess(
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
    if (code !== 0) return { film: null, problem: firstProblem(stderr) };
    if (keyframesOf(stdout).join() !== [0, keyframeAt].join()) return { film: null, problem: 'it sets no keyframe where one is asked for' };
    return { film: stdout, problem: null };
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

/** What ffmpeg says first is the cause, the rest its consequences. */
const firstProblem = (stderr: string): string =>
  (stderr.trim().split('\n')[0] ?? '').replace(/^(\[[^\]]* @ 0x[0-9a-f]+\] )+/, '').slice(0, 200) || 'ffmpeg gives no reason';

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
