import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const unitSeconds = 25;

/**
 * A film of some minutes as cameras make them: 1080p H.264 at about 6 Mb/s with sound, one keyframe in 250 pictures. A unit is encoded once
 * and repeated by copying; it is kept for the next time.
 * @param extension of the file, which says how it is wrapped
 */
export async function generatedFilm(minutes: number, extension: 'mp4' | 'mkv' = 'mp4'): Promise<string> {
  const folder = join(tmpdir(), 'reelm-bench-media-1');
  mkdirSync(folder, { recursive: true });
  const unit = join(folder, 'unit.mp4');
  const whole = join(folder, `film-${minutes}.${extension}`);
  const ffmpeg = async (target: string, ...options: string[]) => {
    if (existsSync(target)) return;
    // Beside its place, so that an interrupted run leaves nothing that looks whole.
    const unfinished = target.replace(/\.\w+$/, `.part${extname(target)}`);
    await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...options, unfinished]);
    renameSync(unfinished, target);
  };
  const pictures = (name: string) => ['-f', 'lavfi', '-i', `${name}=s=1920x1080:r=30`];
  const mix = '[0:v][1:v]blend=all_mode=average,noise=alls=6:allf=t,format=yuv420p[v]';
  const inputs = [...pictures('mandelbrot'), ...pictures('testsrc2'), '-f', 'lavfi', '-i', 'sine=frequency=220'];
  const h264 = ['-c:v', 'libx264', '-preset', 'medium', '-b:v', '5850k', '-maxrate', '8000k', '-bufsize', '12000k', '-g', '250'];
  await ffmpeg(unit, ...inputs, '-filter_complex', mix, '-map', '[v]', '-map', '2:a', '-t', String(unitSeconds), ...h264, '-c:a', 'aac');
  const loops = String(Math.ceil((minutes * 60) / unitSeconds) - 1);
  await ffmpeg(whole, '-stream_loop', loops, '-i', unit, '-c', 'copy', ...(extension === 'mp4' ? ['-movflags', '+faststart'] : []));
  return whole;
}
