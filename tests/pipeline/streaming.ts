import { readdirSync, readFileSync } from 'node:fs';

/** Ids of the ffmpeg processes that make streams of a file, or of those in a folder. */
export const streaming = (path: string): string[] =>
  readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return command.includes('frag_keyframe') && command.includes(path);
    } catch {
      return false;
    }
  });
