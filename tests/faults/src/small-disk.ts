import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const marker = 'REELM_FAULTS_OWN_MOUNTS';
const tool = '/usr/bin/unshare';
const withOwnMounts = ['--mount', '--'];

/** Whether disks can be mounted here that nobody else sees. */
export const canMount = (): boolean => process.env[marker] !== undefined;

/** Begins this program anew where its mounts are its own; goes on as it is where that is not allowed. */
export function takeOwnMounts(): void {
  if (canMount() || !mayMount()) return;
  const environment = { ...process.env, [marker]: 'yes' };
  process.execve?.(tool, ['unshare', ...withOwnMounts, process.execPath, ...process.argv.slice(1)], environment);
}

function mayMount(): boolean {
  const place = mkdtempSync(join(tmpdir(), 'reelm-mount-'));
  try {
    execFileSync(tool, [...withOwnMounts, 'mount', '-t', 'tmpfs', 'tmpfs', place], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(place);
  }
}

/** A disk of its own size at a folder, which can be filled. What it holds is lost when it is unmounted. */
export class SmallDisk {
  private readonly ballast: string;

  private constructor(readonly folder: string) {
    this.ballast = join(folder, 'ballast');
  }

  static mount(folder: string, bytes: number): SmallDisk {
    mkdirSync(folder, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes},mode=0700`, 'tmpfs', folder]);
    return new SmallDisk(folder);
  }

  /** Takes all that is free but so much. */
  fill(leavesBytes: number): void {
    const { bavail, bsize } = statfsSync(this.folder);
    try {
      writeFileSync(this.ballast, Buffer.alloc(Math.max(0, bavail * bsize - leavesBytes)));
    } catch (error) {
      // Others took some of it meanwhile.
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
  }

  free(): void {
    rmSync(this.ballast, { force: true });
  }

  unmount(): void {
    execFileSync('umount', [this.folder]);
  }
}
