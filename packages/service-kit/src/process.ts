import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { setPriority } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { AppError } from './errors.js';

/** Ceilings that the kernel enforces on the process. */
export interface ProcessLimits {
  /** Virtual memory in bytes; allocations beyond it fail. */
  addressSpaceBytes?: number;
  /** CPU time; SIGXCPU ends the process beyond it. */
  cpuSeconds?: number;
  /** Size of any file it writes; SIGXFSZ ends the process beyond it. */
  fileBytes?: number;
}

export interface ProcessOptions {
  /** Aborting ends the whole process group; the call rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Wall-clock limit; beyond it the group is ended and the call rejects with `job.timeout`. */
  timeoutMs: number;
  cwd: string;
  /** The complete environment of the process; empty by default, so that no secret of ours leaks into it. */
  env?: Record<string, string>;
  stdin?: Buffer;
  /** Most bytes of stdout to collect (default 16 MiB); beyond it the process is ended and the call rejects. */
  maxOutputBytes?: number;
  /** Gets stdout as it comes; it is then not collected. While a promise that it returned is pending nothing is read, which halts the process. */
  onStdout?: (chunk: Buffer) => void | Promise<void>;
  limits?: ProcessLimits;
  /** How far it stands back for others when the processor is short: 0 (as we do) to 19. */
  niceness?: number;
}

export interface ProcessResult {
  /** Exit status, or null when a signal ended it. */
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: Buffer;
  /** The first 64 KiB: the first complaint is the one that explains. */
  stderr: string;
}

/** The command could not be started because it is not there. */
export class CommandMissingError extends Error {
  override name = 'CommandMissingError';
  constructor(readonly command: string) {
    super(`${command} was not found`);
  }
}

// Fixed, not PATH: what is started must not depend on the environment that we were started in.
const standardFolders = ['/usr/local/bin', '/usr/bin', '/bin'];
const defaultOutputBytes = 16 * 1024 ** 2;
const keptStderrBytes = 64 * 1024;
const killAfterMs = 2_000;

/** Absolute path of a command: as given when absolute, else from the standard folders. @throws CommandMissingError */
function findCommand(command: string): string {
  const candidates = isAbsolute(command) ? [command] : standardFolders.map((folder) => join(folder, command));
  const found = candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (found === undefined) throw new CommandMissingError(command);
  return found;
}

/**
 * The argument list that really runs: `setpriv` makes the kernel kill the process when we die by any cause, `prlimit` sets the
 * ceilings; both replace themselves by the command, so there is one process and its id is the id of its group.
 */
export function framedCommand(command: string, args: readonly string[], limits: ProcessLimits = {}): [string, ...string[]] {
  const ceilings = [
    '--core=0',
    ...(limits.addressSpaceBytes === undefined ? [] : [`--as=${limits.addressSpaceBytes}`]),
    ...(limits.cpuSeconds === undefined ? [] : [`--cpu=${limits.cpuSeconds}`]),
    ...(limits.fileBytes === undefined ? [] : [`--fsize=${limits.fileBytes}`]),
  ];
  return [findCommand('setpriv'), '--pdeathsig', 'KILL', '--', findCommand('prlimit'), ...ceilings, '--', findCommand(command), ...args];
}

/**
 * Runs a command to its end, in its own process group, which never outlives the call nor this process.
 * A status other than 0 is a result, not an error.
 * @throws CommandMissingError, AppError `job.timeout`, or the abort reason of `options.signal`
 */
export function runProcess(command: string, args: readonly string[], options: ProcessOptions): Promise<ProcessResult> {
  return new Promise((resolve, reject) => {
    options.signal?.throwIfAborted();
    const [file, ...rest] = framedCommand(command, args, options.limits);
    const child = spawn(file, rest, { cwd: options.cwd, env: options.env ?? {}, detached: true, stdio: 'pipe' });
    standBack(child.pid, options.niceness);

    let failure: unknown;
    let killTimer: NodeJS.Timeout | undefined;
    const end = (reason: unknown) => {
      failure ??= reason;
      if (killTimer !== undefined) return;
      killGroup(child.pid, 'SIGTERM');
      // Nobody takes what it still says; it must not wait for that.
      child.stdout.resume();
      killTimer = setTimeout(() => killGroup(child.pid, 'SIGKILL'), killAfterMs);
    };
    const onAbort = () => end(options.signal?.reason);
    const timeout = setTimeout(
      () => end(new AppError('job.timeout', { seconds: Math.round(options.timeoutMs / 1000) })),
      options.timeoutMs,
    );
    options.signal?.addEventListener('abort', onAbort, { once: true });
    const release = () => {
      clearTimeout(timeout);
      clearTimeout(killTimer);
      options.signal?.removeEventListener('abort', onAbort);
    };

    let taking: Promise<void> | undefined;
    const take = (chunk: Buffer, onStdout: NonNullable<typeof options.onStdout>) => {
      // Node lets what is left flow once the process has ended, paused or not; it is still taken in turn.
      const taken = taking === undefined ? onStdout(chunk) : taking.then(() => (failure === undefined ? onStdout(chunk) : undefined));
      if (taken === undefined) return;
      child.stdout.pause();
      const turn = taken
        .catch((error: unknown) => end(error))
        .then(() => {
          if (taking !== turn) return;
          taking = undefined;
          child.stdout.resume();
        });
      taking = turn;
    };
    const stdout = collect(options.maxOutputBytes ?? defaultOutputBytes);
    const stderr = collect(keptStderrBytes);
    child.stdout.on('data', (chunk: Buffer) => {
      if (failure !== undefined) return;
      if (options.onStdout) take(chunk, options.onStdout);
      else if (!stdout.add(chunk)) end(new Error(`${command} wrote more than ${options.maxOutputBytes ?? defaultOutputBytes} bytes`));
    });
    child.stderr.on('data', (chunk: Buffer) => void stderr.add(chunk));
    // A process that ends without reading its input closes the pipe; its status tells more than that.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.stdin);

    child.on('error', (error) => {
      release();
      reject(error);
    });
    // Whatever the command started itself ends with it.
    child.on('exit', () => killGroup(child.pid, 'SIGKILL'));
    child.on('close', (code, signal) => {
      release();
      void Promise.resolve(taking).then(() => {
        if (failure !== undefined) reject(failure);
        else resolve({ code, signal, stdout: stdout.bytes(), stderr: stderr.bytes().toString('utf8') });
      });
    });
  });
}

function collect(limit: number) {
  const chunks: Buffer[] = [];
  let size = 0;
  return {
    /** Keeps what fits; false when something did not. */
    add(chunk: Buffer): boolean {
      const room = limit - size;
      if (room > 0) chunks.push(chunk.subarray(0, room));
      size += chunk.length;
      return size <= limit;
    },
    bytes: () => Buffer.concat(chunks),
  };
}

function standBack(pid: number | undefined, niceness = 0): void {
  if (pid === undefined || niceness === 0) return;
  try {
    setPriority(pid, niceness);
  } catch {
    // It ended already.
  }
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}
