import { readFileSync } from 'node:fs';

/** `nohup` ignores hang-ups for us; listening to them would undo that. */
const hangUpIsIgnored = (): boolean => {
  try {
    const mask = /^SigIgn:\s*([0-9a-f]+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
    return (BigInt(`0x${mask}`) & 1n) === 1n;
  } catch {
    return false;
  }
};

/** Ctrl-C reaches us twice when npm is in between (from the terminal, and passed on by npm). */
const echoMs = 1_500;

/**
 * Calls `stop` on the first request to end, and `kill` when the user asks again because it takes too long.
 */
export function onStopRequest(stop: () => void, kill: () => void): void {
  let firstAt: number | undefined;
  const listener = () => {
    if (firstAt === undefined) {
      firstAt = Date.now();
      stop();
    } else if (Date.now() - firstAt > echoMs) {
      kill();
    }
  };
  process.on('SIGINT', listener);
  process.on('SIGTERM', listener);
  if (!hangUpIsIgnored()) process.on('SIGHUP', listener);
}
