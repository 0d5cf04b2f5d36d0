import { Injectable } from '@nestjs/common';
import { AppError, runProcess } from '@reelm/service-kit';
import ffmpeg from 'fluent-ffmpeg';
import { parseVersion } from './versions.js';

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

/** The programs of this machine, found once and remembered. */
@Injectable()
export class ToolsRepository {
  private found: Promise<Tools> | undefined;

  /** @throws AppError media.tool_missing */
  find(): Promise<Tools> {
    const looking = (this.found ??= findTools());
    looking.catch(() => {
      // A machine that was too busy to answer is asked again.
      if (this.found === looking) this.found = undefined;
    });
    return looking;
  }
}

/**
 * Looks for ffmpeg and ffprobe. This is the one place that uses fluent-ffmpeg, which is no longer maintained and reads newer ffmpeg's
 * lists wrongly: it knows where to look (FFMPEG_PATH, FFPROBE_PATH, PATH), and that is all it is asked. Command lines are built by
 * arguments.ts, where each word can be tested, and run by the kit, which can stop them.
 * @throws AppError media.tool_missing
 */
async function findTools(): Promise<Tools> {
  const [ffmpegTool, ffprobeTool] = await Promise.all([locate('ffmpeg'), locate('ffprobe')]);
  const filters = await ask(ffmpegTool.path, ['-hide_banner', '-filters']);
  return { ffmpeg: ffmpegTool, ffprobe: ffprobeTool, canToneMap: [' zscale ', ' tonemap '].every((name) => filters.includes(name)) };
}

type Locate = (done: (error: Error | null, path?: string) => void) => void;

async function locate(name: 'ffmpeg' | 'ffprobe'): Promise<Tool> {
  const finder = ffmpeg() as unknown as { _getFfmpegPath: Locate; _getFfprobePath: Locate };
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
