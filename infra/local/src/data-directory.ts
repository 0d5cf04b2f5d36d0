import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { serviceNames } from '@reelm/contracts';
import { z } from 'zod';
import { choosePort } from './ports.js';
import { codeOf, messageOf, StartError } from './start-error.js';

/** With less than this left, PostgreSQL would stop in the middle of its work. */
const minFreeBytes = 256 * 1024 ** 2;

const Secrets = z.object({ postgres: z.string(), databaseRoles: z.record(z.string(), z.string()), nats: z.record(z.string(), z.string()) });
export type Secrets = z.infer<typeof Secrets>;

const Ports = z.object({ postgres: z.number(), nats: z.number(), web: z.number(), services: z.record(z.string(), z.number()) });
export type Ports = z.infer<typeof Ports>;

const Version = z.object({ version: z.string() });
const LockHolder = z.object({ pid: z.number(), startedAt: z.string(), url: z.string().optional() });

/** NATS user for people and tests; it may do everything. */
export const natsOperator = 'operator';

/** Everything Reelm keeps: database, broker, artifacts, logs, secrets. Only one launcher at a time works in it. */
export class DataDirectory {
  readonly path: string;
  private locked = false;

  constructor(path: string) {
    this.path = path;
  }

  at(...names: string[]): string {
    return join(this.path, ...names);
  }

  /** True until a start has succeeded. */
  get isNew(): boolean {
    return !existsSync(this.at('version.json'));
  }

  /**
   * Refuses, without touching anything, a folder that a newer Reelm wrote or that another launcher works in.
   * @throws StartError
   */
  refuseUnusable(appVersion: string): void {
    this.refuseNewer(appVersion);
    this.refuseHeld();
  }

  /**
   * Makes the folder where needed, checks that this program can work with it, and takes the lock.
   * @param url where this launcher will answer, for the message to a second one
   * @throws StartError
   */
  open(url?: string): void {
    this.makeWritable();
    this.refuseFullDisk();
    this.lock(url);
  }

  /** Notes that this version has worked with the data, so that an older one refuses it. */
  markUsedBy(appVersion: string): void {
    writeWhole(this.at('version.json'), { version: appVersion });
  }

  close(): void {
    if (this.locked) rmSync(this.at('reelm.lock'), { force: true });
    this.locked = false;
  }

  /** Process id of the launcher that works in this folder, if one does. */
  holder(): z.infer<typeof LockHolder> | undefined {
    const holder = LockHolder.safeParse(readJson(this.at('reelm.lock')));
    return holder.success && processStart(holder.data.pid) === holder.data.startedAt ? holder.data : undefined;
  }

  /** Passwords of the parts among each other; made up at the first start, readable by the owner alone. */
  secrets(): Secrets {
    const path = this.at('secrets.json');
    const known = Secrets.partial().safeParse(readJson(path)).data ?? {};
    const complete: Secrets = {
      postgres: known.postgres ?? newPassword(),
      databaseRoles: Object.fromEntries(serviceNames.map((name) => [name, known.databaseRoles?.[name] ?? newPassword()])),
      nats: Object.fromEntries([...serviceNames, natsOperator].map((name) => [name, known.nats?.[name] ?? newPassword()])),
    };
    writeWhole(path, complete);
    return complete;
  }

  /** Ports inside this machine: the ones of the last start where they are still free. */
  async choosePorts(reserved: readonly number[]): Promise<Ports> {
    const path = this.at('ports.json');
    const known = Ports.partial().safeParse(readJson(path)).data ?? {};
    const taken = new Set(reserved);
    const choose = async (preferred: number | undefined) => {
      const port = await choosePort(taken, preferred);
      taken.add(port);
      return port;
    };
    const ports: Ports = {
      postgres: await choose(known.postgres),
      nats: await choose(known.nats),
      web: await choose(known.web),
      services: {},
    };
    for (const name of serviceNames) ports.services[name] = await choose(known.services?.[name]);
    writeWhole(path, ports);
    return ports;
  }

  /** The ports that a running launcher has chosen. */
  knownPorts(): Ports {
    const ports = Ports.safeParse(readJson(this.at('ports.json')));
    if (!ports.success) throw new StartError(`${this.at('ports.json')} cannot be read.`);
    return ports.data;
  }

  private refuseNewer(appVersion: string): void {
    const written = Version.safeParse(readJson(this.at('version.json'))).data?.version;
    if (written !== undefined && isNewer(written, appVersion)) {
      throw new StartError(
        `The data folder ${this.path} was written by Reelm ${written}, which is newer than this one (${appVersion}). Update Reelm, or choose another folder with --data.`,
      );
    }
  }

  private refuseHeld(): void {
    const holder = this.holder();
    if (holder)
      throw new StartError(`Reelm is already running on ${this.path} (process ${holder.pid}${holder.url ? `, ${holder.url}` : ''}).`);
  }

  private makeWritable(): void {
    try {
      makeFolder(this.path);
      const probe = this.at(`.write-test-${process.pid}`);
      writeFileSync(probe, '');
      rmSync(probe);
    } catch (error) {
      throw new StartError(
        `The data folder ${this.path} cannot be written (${codeOf(error) ?? messageOf(error)}). Give your user write access, or choose another with --data DIR or REELM_DATA.`,
      );
    }
  }

  private refuseFullDisk(): void {
    const { bavail, bsize } = statfsSync(this.path);
    const free = bavail * bsize;
    if (free < minFreeBytes) {
      throw new StartError(
        `Only ${Math.floor(free / 1024 ** 2)} MiB are free on the disk of ${this.path}; Reelm needs at least ${minFreeBytes / 1024 ** 2} MiB. Free some space, or choose another folder with --data.`,
      );
    }
  }

  private lock(url: string | undefined): void {
    const path = this.at('reelm.lock');
    const content = JSON.stringify({ pid: process.pid, startedAt: processStart(process.pid) ?? '', url });
    for (let attempt = 0; attempt < 3 && !this.locked; attempt++) {
      try {
        writeFileSync(path, content, { flag: 'wx' });
        this.locked = true;
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error;
        this.refuseHeld();
        // Its owner was killed; nobody holds it.
        rmSync(path, { force: true });
      }
    }
    if (!this.locked) throw new StartError(`Another start is using ${this.path} at this very moment; try again.`);
  }
}

/** Node's own `recursive` never returns where a file system refuses new folders with ENOENT, as /proc does. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  mkdirSync(path);
}

/** URL-safe and free of characters that a configuration file would need quoted. */
const newPassword = (): string => randomBytes(24).toString('hex');

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw new StartError(`${path} cannot be read (${codeOf(error) ?? messageOf(error)}).`);
  }
}

/** Replaces a file in one step, so that a crash leaves the old one or the new one; readable by the owner alone. */
export function writeWhole(path: string, content: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.new`;
  writeFileSync(temporary, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  chmodSync(temporary, 0o600);
  renameSync(temporary, path);
}

/** Distinguishes a process from a later one with the same id; undefined when there is none. */
function processStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in parentheses, which may hold spaces; the start time is field 22.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/** Compares dotted numbers: 1.10.0 is newer than 1.9.3. */
export function isNewer(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split(/[.-]/).map(Number)) as [number[], number[]];
  for (let i = 0; i < 3; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
