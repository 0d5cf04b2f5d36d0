import { AppError } from '@reelm/service-kit';

/** Turns ffprobe's complaint about a file into a typed error. */
export function probeProblem(stderr: string, path: string): AppError {
  const codec = /Codec \(([^)]+)\) not on whitelist/.exec(stderr)?.[1];
  if (codec !== undefined) return new AppError('media.unsupported', { format: codec });
  const format = /\[([^\s\]]+) @ [^\]]+\] Format not on whitelist/.exec(stderr)?.[1];
  if (format !== undefined) return new AppError('media.unsupported', { format });
  if (stderr.includes('No such file or directory')) return new AppError('media.vanished');
  if (stderr.includes('Permission denied')) return new AppError('media.unreadable', { problem: 'the server may not read it' });
  return new AppError('media.unreadable', { problem: complaintOf(stderr, withoutName(path)) });
}

export const decodeProblem = (stderr: string, path: string): AppError =>
  new AppError('media.undecodable', { problem: complaintOf(stderr, withoutName(path)) });

const withoutName = (path: string) => (line: string) => line.replaceAll(`file:${path}`, 'the file').replaceAll(path, 'the file');

/** The first complaint without the speaker's name and the repeats. @param nameless takes names of files out of a line */
export function complaintOf(stderr: string, nameless: (line: string) => string): string {
  const lines = stderr
    .split(/[\r\n]+/)
    .map((line) =>
      nameless(line)
        .replace(/\[[^\]]* @ 0x[0-9a-f]+\]\s*/g, '')
        .trim(),
    )
    .filter((line) => line !== '' && !line.startsWith('Last message repeated'));
  return (lines[0] ?? 'no reason was given').slice(0, 300);
}
