import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { AppError } from './errors.js';
import { CommandMissingError, framedCommand, runProcess } from './process.js';

const base = { cwd: tmpdir(), timeoutMs: 20_000 };
const shell = (script: string, options: Partial<Parameters<typeof runProcess>[2]> = {}) =>
  runProcess('sh', ['-c', script], { ...base, ...options });

/** Whether a process exists and is more than a corpse that nobody has buried yet. */
function alive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
const gone = (pid: number) => vi.waitFor(() => expect(alive(pid)).toBe(false), { timeout: 30_000, interval: 20 });

/** Runs a script that prints process ids on one line and then stays; resolves with the ids. */
function untilPids(start: (onStdout: (chunk: Buffer) => void) => Promise<unknown>): { pids: Promise<number[]>; done: Promise<unknown> } {
  const { promise: pids, resolve } = Promise.withResolvers<number[]>();
  let text = '';
  const done = start((chunk) => {
    text += chunk.toString();
    if (text.includes('\n')) resolve(text.trim().split(' ').map(Number));
  });
  done.catch(() => undefined);
  return { pids, done };
}

describe('runProcess', () => {
  it('gives status, output and input through', async () => {
    const result = await shell('cat; echo problem >&2; exit 3', { stdin: Buffer.from('hello') });
    expect(result).toMatchObject({ code: 3, signal: null, stderr: 'problem\n' });
    expect(result.stdout.toString()).toBe('hello');
  });

  it('hands no environment to the process', async () => {
    const result = await runProcess('env', [], base);
    expect(result.stdout.toString()).toBe('');
  });

  it('passes arguments untouched, whatever they look like', async () => {
    const args = ['-y.mkv', '$(id)', 'a b', '--', '\n', "'"];
    const result = await runProcess('printf', ['%s|', ...args], base);
    expect(result.stdout.toString()).toBe(args.map((arg) => `${arg}|`).join(''));
  });

  it('says which command is missing', async () => {
    await expect(runProcess('no-such-command-here', [], base)).rejects.toThrow(new CommandMissingError('no-such-command-here'));
  });

  it('ends the whole group on abort and rejects with the reason', async () => {
    const controller = new AbortController();
    const { pids, done } = untilPids((onStdout) => shell('sleep 60 & echo $$ $!; wait', { signal: controller.signal, onStdout }));
    const [leader, child] = await pids;
    controller.abort(new AppError('job.cancelled'));
    await expect(done).rejects.toMatchObject({ code: 'job.cancelled' });
    await gone(leader ?? 0);
    await gone(child ?? 0);
  });

  it('kills a group that ignores the polite signal', async () => {
    const controller = new AbortController();
    const { pids, done } = untilPids((onStdout) =>
      shell("trap '' TERM; echo $$; while :; do sleep 0.1; done", { signal: controller.signal, onStdout }),
    );
    const [leader] = await pids;
    const started = performance.now();
    controller.abort(new AppError('job.cancelled'));
    await expect(done).rejects.toMatchObject({ code: 'job.cancelled' });
    expect(performance.now() - started).toBeLessThan(4_000);
    await gone(leader ?? 0);
  });

  it('refuses to start when already aborted', async () => {
    await expect(shell('true', { signal: AbortSignal.abort(new AppError('job.cancelled')) })).rejects.toMatchObject({
      code: 'job.cancelled',
    });
  });

  it('stops at the time limit', async () => {
    await expect(shell('sleep 60', { timeoutMs: 100 })).rejects.toMatchObject({ code: 'job.timeout' });
  });

  it('hands out one piece of output after the other, also what is left when the process has ended', async () => {
    let [taking, together, bytes] = [0, 0, 0];
    await shell('for i in 1 2 3 4 5 6 7 8; do head -c 60000 /dev/zero; done', {
      onStdout: async (chunk) => {
        taking += 1;
        together = Math.max(together, taking);
        await setTimeout(20);
        bytes += chunk.length;
        taking -= 1;
      },
    });
    expect({ together, bytes }).toEqual({ together: 1, bytes: 480_000 });
  });

  it('stops a process that floods stdout', async () => {
    await expect(shell('yes', { maxOutputBytes: 1_000 })).rejects.toThrow('wrote more than 1000 bytes');
  });

  it('leaves nothing behind that the command started', async () => {
    const result = await shell('sleep 60 >/dev/null 2>&1 & echo $!');
    await gone(Number(result.stdout.toString()));
  });

  it('limits file size, CPU time and memory', async () => {
    const cwd = await mkdtemp(join(tmpdir(), 'reelm-process-'));
    const file = await shell('exec head -c 100000 /dev/zero > too-big', { cwd, limits: { fileBytes: 1_000 } });
    await rm(cwd, { recursive: true });
    expect(file.signal).toBe('SIGXFSZ');
    const cpu = await shell('while :; do :; done', { limits: { cpuSeconds: 1 } });
    expect(['SIGXCPU', 'SIGKILL']).toContain(cpu.signal);
    const memory = await shell('head -c 400M /dev/zero | tail', { limits: { addressSpaceBytes: 100 * 1024 ** 2 } });
    expect(memory.stderr).toContain('memory exhausted');
  });

  it('dies with a parent that is killed', async () => {
    const [file, ...args] = framedCommand('sleep', ['60']);
    // A parent of its own, so that it can be killed without killing the test.
    const script = `const c=require('node:child_process').spawn(${JSON.stringify(file)},${JSON.stringify(args)},{detached:true,stdio:'ignore'});
      const t=setInterval(()=>{if(require('node:fs').readFileSync('/proc/'+c.pid+'/comm','utf8').trim()==='sleep'){clearInterval(t);console.log(c.pid)}},10);setInterval(()=>{},1000)`;
    const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [chunk] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(chunk.toString());
    expect(alive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await gone(pid);
  });
});
