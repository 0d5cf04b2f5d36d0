import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of the kernel's CPU counters in a second; the same on all of Linux. */
const ticksPerSecond = 100;

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It ended meanwhile.
    return '';
  }
};

/** The fields of /proc/<pid>/stat from the third on: the second is a name in parentheses that may hold blanks. */
const statFields = (pid: number | 'self'): number[] => {
  const stat = read(`/proc/${pid}/stat`);
  return stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
};
const parentOf = (pid: number): number => statFields(pid)[1] ?? 0;

/** A process with all that it started. */
export function withDescendants(root: number): number[] {
  const parents = readdirSync('/proc').flatMap((name) =>
    /^\d+$/.test(name) ? [{ pid: Number(name), parent: parentOf(Number(name)) }] : [],
  );
  const family = [root];
  for (const pid of family) family.push(...parents.filter((one) => one.parent === pid).map((one) => one.pid));
  return family;
}

/** Memory of processes in MiB, with shared pages counted once among those who share them (PSS). */
export function memoryMiB(pids: readonly number[]): number {
  const kib = pids.map((pid) => Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0));
  return kib.reduce((sum, one) => sum + one, 0) / 1_024;
}

/** CPU seconds that processes and those of their children that have ended (as PostgreSQL's do after each connection) have used so far. */
export const cpuSeconds = (pids: readonly number[]): number =>
  pids.flatMap((pid) => statFields(pid).slice(11, 15)).reduce((sum, ticks) => sum + ticks, 0) / ticksPerSecond;

/** User CPU seconds of all children of a process that have ended. */
export const childrenUserSeconds = (pid: number | 'self'): number => (statFields(pid)[13] ?? 0) / ticksPerSecond;
/** User CPU seconds of a process itself. */
export const ownUserSeconds = (pid: number | 'self'): number => (statFields(pid)[11] ?? 0) / ticksPerSecond;
