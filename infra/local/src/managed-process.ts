import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { framed, type RunAs } from './framed.js';
import { LogFile } from './log-file.js';
import { StartError } from './start-error.js';

export interface ProcessSpec {
  name: string;
  command: string;
  args: readonly string[];
  cwd: string;
  /** The whole environment; nothing of the launcher's own is added. */
  env: Readonly<Record<string, string>>;
  runAs?: RunAs | undefined;
  /** Asks the process to end in order. */
  stopSignal: NodeJS.Signals;
  /** After this time it is killed. */
  stopTimeoutMs: number;
  /** What the process gets when the launcher itself is killed. */
  deathSignal: NodeJS.Signals;
  /** Without a word from it for so long it is taken for stuck; one that says what it is at is waited for. */
  readyTimeoutMs: number;
  /** True once the process does its work. Asked again and again until it is. */
  isReady: () => Promise<boolean>;
}

/** What the terminal and the tests are told. */
export type ProcessEvent =
  { kind: 'ready'; milliseconds: number } | { kind: 'died'; reason: string; restartInMs: number } | { kind: 'line'; line: string };

export type ProcessState = 'stopped' | 'starting' | 'ready' | 'waiting';

const firstBackoffMs = 500;
const longestBackoffMs = 30_000;
/** A process that lived this long was healthy: its next restart is quick again. */
const healthyAfterMs = 30_000;
const probeEveryMs = 50;

/**
 * One child process that is kept alive: when it dies without being asked to, it is started again after 0.5 s, 1 s, 2 s … 30 s.
 * It leads a process group of its own (Ctrl-C reaches the launcher alone, which then stops things in order), and whatever it left
 * behind in that group dies with it.
 */
export class ManagedProcess {
  readonly log: LogFile;
  private run: Run | undefined;
  private currentState: ProcessState = 'stopped';
  private wanted = false;
  /** Until it was ready once, start() reports its death; afterwards it is restarted. */
  private supervised = false;
  private backoffMs = firstBackoffMs;
  private restartTimer: NodeJS.Timeout | undefined;

  constructor(
    readonly spec: ProcessSpec,
    logPath: string,
    private readonly report: (event: ProcessEvent) => void,
  ) {
    this.log = new LogFile(logPath);
  }

  get name(): string {
    return this.spec.name;
  }

  get state(): ProcessState {
    return this.currentState;
  }

  /** Process id while it runs. */
  get pid(): number | undefined {
    return this.run !== undefined && isAlive(this.run.child) ? this.run.child.pid : undefined;
  }

  /**
   * Starts it and waits until it is ready.
   * @throws StartError when it ends or is not ready in time; it is stopped then.
   */
  async start(): Promise<void> {
    if (this.wanted) return;
    this.wanted = true;
    this.supervised = false;
    this.backoffMs = firstBackoffMs;
    const run = this.spawn();
    if (await this.untilReady(run)) return;
    const stoppedMeanwhile = !this.wanted;
    const late = isAlive(run.child);
    await this.stop();
    if (stoppedMeanwhile) throw new StartError(`${this.name} was stopped before it was ready.`);
    const problem = late ? `is not ready and said nothing for ${this.spec.readyTimeoutMs / 1000} s` : epitaph(run);
    throw new StartError(`${this.name} ${problem} (log: ${this.log.path})`);
  }

  /** Stops it and leaves it stopped: `signal` first, SIGKILL when it takes too long. */
  async stop(signal: NodeJS.Signals = this.spec.stopSignal): Promise<void> {
    this.wanted = false;
    clearTimeout(this.restartTimer);
    const child = this.run?.child;
    if (child !== undefined && isAlive(child)) {
      child.kill(signal);
      // A stopped process (SIGSTOP) sees no other signal.
      child.kill('SIGCONT');
      const killer = setTimeout(() => child.kill('SIGKILL'), this.spec.stopTimeoutMs);
      void this.run?.ended.then(() => clearTimeout(killer));
    }
    await this.run?.ended;
    this.currentState = 'stopped';
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Sends a signal and lets things take their course: a process that dies of it is started again. */
  kill(signal: NodeJS.Signals): void {
    this.run?.child.kill(signal);
  }

  /** Resolves when it is ready, also after restarts that are under way. Rejects after `timeoutMs`. */
  async ready(timeoutMs = this.spec.readyTimeoutMs): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (this.currentState !== 'ready') {
      if (Date.now() > deadline) throw new Error(`${this.name} is ${this.currentState}, not ready after ${timeoutMs} ms`);
      await delay(probeEveryMs);
    }
  }

  private spawn(): Run {
    const { command, args, user } = framed(this.spec);
    const child = spawn(command, args, {
      cwd: this.spec.cwd,
      env: this.spec.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      ...user,
    });
    const run: Run = { child, startedAt: Date.now(), heardAt: Date.now(), lastLines: [], ended: Promise.resolve() };
    this.run = run;
    this.currentState = 'starting';
    this.note(`started, process ${child.pid ?? 'none'}`);
    this.collect(run, child.stdout);
    this.collect(run, child.stderr);
    child.once('error', (error) => run.lastLines.push(error.message));
    run.ended = this.watch(run);
    return run;
  }

  private note(text: string): void {
    this.log.write(`--- ${new Date().toISOString()} ${this.name} ${text}\n`);
  }

  private collect(run: Run, stream: NodeJS.ReadableStream | null): void {
    let rest = '';
    stream?.on('data', (chunk: Buffer) => {
      this.log.write(chunk);
      run.heardAt = Date.now();
      const lines = (rest + chunk.toString('utf8')).split('\n');
      rest = (lines.pop() ?? '').slice(-10_000);
      for (const line of lines) {
        run.lastLines = [...run.lastLines.slice(-9), line];
        this.report({ kind: 'line', line });
      }
    });
  }

  private async watch(run: Run): Promise<void> {
    const closed = once(run.child, 'close').catch(() => undefined);
    await once(run.child, 'exit').catch(() => undefined);
    killGroup(run.child);
    this.currentState = this.wanted ? 'waiting' : 'stopped';
    // Its last words may still be on their way; a stray grandchild may hold the output open for ever.
    await Promise.race([closed, delay(250)]);
    this.note(epitaph(run));
    if (!this.wanted || !this.supervised || run !== this.run) return;
    if (Date.now() - run.startedAt > healthyAfterMs) this.backoffMs = firstBackoffMs;
    const restartInMs = this.backoffMs;
    this.backoffMs = Math.min(this.backoffMs * 2, longestBackoffMs);
    this.report({ kind: 'died', reason: epitaph(run), restartInMs });
    this.restartTimer = setTimeout(() => void this.untilReady(this.spawn()), restartInMs);
  }

  /** False when the process ended, was asked to end, or took too long at its first start. */
  private async untilReady(run: Run): Promise<boolean> {
    while (isAlive(run.child) && this.wanted) {
      if (!this.supervised && Date.now() - run.heardAt > this.spec.readyTimeoutMs) return false;
      if ((await this.spec.isReady()) && isAlive(run.child)) {
        this.currentState = 'ready';
        this.supervised = true;
        this.report({ kind: 'ready', milliseconds: Date.now() - run.startedAt });
        return true;
      }
      await delay(probeEveryMs);
    }
    return false;
  }
}

/** One life of a process. */
interface Run {
  child: ChildProcess;
  startedAt: number;
  /** When it last wrote something. */
  heardAt: number;
  lastLines: string[];
  /** Resolves when it has ended and what it said last has been read. */
  ended: Promise<void>;
}

/** How it ended, with its last words. */
function epitaph({ child, lastLines }: Run): string {
  const how = child.signalCode === null ? `ended with code ${child.exitCode ?? 'none'}` : `was killed by ${child.signalCode}`;
  const lastWords = lastLines.findLast((line) => line.trim() !== '');
  return lastWords === undefined ? how : `${how}: ${summary(lastWords)}`;
}

const isAlive = (child: ChildProcess): boolean => child.pid !== undefined && child.exitCode === null && child.signalCode === null;

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nothing was left.
  }
}

/** The message of a JSON log line, or the line itself. */
export function summary(line: string): string {
  if (!line.startsWith('{')) return line;
  try {
    const parsed: unknown = JSON.parse(line);
    if (typeof parsed !== 'object' || parsed === null || !('msg' in parsed)) return line;
    const cause =
      'err' in parsed && typeof parsed.err === 'object' && parsed.err !== null && 'message' in parsed.err
        ? `: ${String(parsed.err.message)}`
        : '';
    return `${String(parsed.msg)}${cause}`;
  } catch {
    return line;
  }
}
