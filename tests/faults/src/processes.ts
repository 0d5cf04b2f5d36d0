import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

interface Process {
  pid: number;
  parent: number;
  command: string;
  /** Whether command line, environment or working folder speak of the wanted folder. */
  concerned: boolean;
}

const attempt = <T>(read: () => T, otherwise: T): T => {
  try {
    return read();
  } catch {
    // It ended meanwhile, or belongs to another user.
    return otherwise;
  }
};

function describe(pid: number, folder: string): Process | undefined {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'), '');
  // The second field is the command in parentheses, which may hold spaces; then come state and parent.
  const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (parent === undefined || state === 'Z') return undefined;
  const command = attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'), '')
    .replaceAll('\0', ' ')
    .trim();
  const environment = attempt(() => readFileSync(`/proc/${pid}/environ`, 'utf8'), '');
  const cwd = attempt(() => readlinkSync(`/proc/${pid}/cwd`), '');
  return { pid, parent: Number(parent), command, concerned: [command, environment, cwd].some((text) => text.includes(folder)) };
}

function processesOf(folder: string): Process[] {
  const pids = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
  return pids
    .flatMap((pid) => describe(pid, folder) ?? [])
    .filter((process) => process.concerned && process.pid !== globalThis.process.pid);
}

/**
 * Processes that have to do with `folder` and are neither among `known` nor workers of the database server among them.
 * @param known process ids that are meant to be there
 * @param serverWithWorkers the one whose children are its own affair
 */
export const strayProcesses = (folder: string, known: readonly number[], serverWithWorkers: number | undefined): string[] =>
  processesOf(folder)
    .filter(({ pid, parent }) => !known.includes(pid) && parent !== serverWithWorkers)
    .map(({ pid, command }) => `${pid} ${command}`);

/** Running ffmpeg and ffprobe of this Reelm. */
export const mediaProcesses = (folder: string): string[] =>
  processesOf(folder).flatMap(({ pid, command }) => (/\bff(mpeg|probe)\b/.test(command) ? [`${pid} ${command}`] : []));
