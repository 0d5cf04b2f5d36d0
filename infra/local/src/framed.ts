import { findProgram } from './paths.js';

/** User that a process runs as when the launcher is root. */
export interface RunAs {
  uid: number;
  gid: number;
  /** Kept across the change of user, for example `dac_read_search`. */
  capability?: string | undefined;
}

export interface Framed {
  command: string;
  args: readonly string[];
  /** For `spawn`, where `setpriv` does not do it. */
  user: { uid: number; gid: number } | undefined;
}

/**
 * The command that really runs. `setpriv` makes the kernel signal the child when the launcher dies, even of SIGKILL;
 * where it is missing (it comes with util-linux), children outlive a killed launcher.
 */
export function framed({
  command,
  args,
  runAs,
  deathSignal,
}: {
  command: string;
  args: readonly string[];
  runAs?: RunAs | undefined;
  deathSignal: NodeJS.Signals;
}): Framed {
  const setpriv = findProgram('setpriv');
  if (setpriv === undefined) return { command, args, user: runAs && { uid: runAs.uid, gid: runAs.gid } };
  const user = runAs === undefined ? [] : ['--reuid', String(runAs.uid), '--regid', String(runAs.gid), '--clear-groups'];
  const capability =
    runAs?.capability === undefined ? [] : ['--inh-caps', `+${runAs.capability}`, '--ambient-caps', `+${runAs.capability}`];
  return {
    command: setpriv,
    args: [...user, ...capability, '--pdeathsig', deathSignal.replace(/^SIG/, ''), command, ...args],
    user: undefined,
  };
}
