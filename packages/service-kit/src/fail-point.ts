/**
 * Named places at which a fault test kills the process, to prove that what was begun is finished after the restart.
 * `REELM_FAIL_AT=name` kills at the first pass, `name:N` at the N-th. Nothing happens when it is unset.
 */
let armed: { name: string; passes: number } | undefined;

export function armFailPoint(setting: string | undefined): void {
  const [name, count] = setting?.split(':') ?? [];
  armed = name === undefined || name === '' ? undefined : { name, passes: Number(count ?? 1) };
}

export function failPoint(name: 'after-publish' | 'after-effect' | 'before-settle' | 'after-settle'): void {
  if (armed?.name !== name) return;
  armed.passes -= 1;
  if (armed.passes <= 0) process.kill(process.pid, 'SIGKILL');
}
