import ffmpeg from 'fluent-ffmpeg';
import { AppError, runProcess } from '@reelm/service-kit';

export interface Tool {
  path: string;
  version: string;
}

/** The programs that do the work, as found on this machine. */
export interface Tools {
  ffmpeg: Tool;
  ffprobe: Tool;
  /** Whether this build can bring HDR down to ordinary screens. */
  canToneMap: boolean;
}

const timeoutMs = 10_000;

/**
 * Looks for ffmpeg and ffprobe. This is the one place that uses fluent-ffmpeg, which is no longer maintained and reads newer ffmpeg's
 * lists wrongly: it knows where to look (FFMPEG_PATH, FFPROBE_PATH, PATH), and that is all it is asked. Command lines are built by
 * arguments.ts, where each word can be tested, and run by the kit, which can stop them.
 * @throws AppError media.tool_missing
 */
export async function findTools(): Promise<Tools> {
  const [ffmpegTool, ffprobeTool] = await Promise.all([locate('ffmpeg'), locate('ffprobe')]);
  const filters = await ask(ffmpegTool.path, ['-hide_banner', '-filters']);
  return { ffmpeg: ffmpegTool, ffprobe: ffprobeTool, canToneMap: [' zscale ', ' tonemap '].every((name) => filters.includes(name)) };
}

type Locate = (done: (error: Error | null, path?: string) => void) => void;

async function locate(name: 'ffmpeg' | 'ffprobe'): Promise<Tool> {
  const finder = ffmpeg() as unknown as { _getFfmpegPath: Locate; _getFfprobePath: Locate; _forgetPaths: () => void };
  // It remembers that something was missing; a tool that is installed later must be found without a restart.
  finder._forgetPaths();
  const path = await new Promise<string>((resolve, reject) => {
    const done = (error: Error | null, found?: string) => {
      if (error !== null && error !== undefined) reject(error);
      else resolve(found ?? '');
    };
    if (name === 'ffmpeg') finder._getFfmpegPath(done);
    else finder._getFfprobePath(done);
  });
  if (path === '') throw new AppError('media.tool_missing', { tool: name });
  const version = parseVersion(await ask(path, ['-version']));
  if (version === null) throw new AppError('media.tool_missing', { tool: name });
  return { path, version };
}

async function ask(path: string, args: string[]): Promise<string> {
  const { stdout } = await runProcess(path, args, { cwd: '/', timeoutMs });
  return stdout.toString('utf8');
}

/** The version as the program tells it, for example `5.1.9-0+deb12u1` or `n8.0.3`. */
export const parseVersion = (output: string): string | null => /^ff\w+ version (\S+)/m.exec(output)?.[1] ?? null;

/** First releases with the fix of CVE-2026-8461 (MagicYUV) and what came before it, by series. */
const fixedIn = { '8.1': 2, '8.0': 3, '7.1': 5 } as const;

/** Whether a release is older than the known fixes; a development build (no release number) is not judged. */
export function hasKnownHoles(version: string): boolean {
  const [, major, minor, patch] = /^n?(\d+)\.(\d+)(?:\.(\d+))?/.exec(version) ?? [];
  if (major === undefined || minor === undefined) return false;
  const series = `${major}.${minor}`;
  if (series in fixedIn) return Number(patch ?? 0) < fixedIn[series as keyof typeof fixedIn];
  return Number(major) < 8;
}
