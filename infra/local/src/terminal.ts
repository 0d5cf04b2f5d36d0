import type { ProcessEvent } from './managed-process.js';
import { summary } from './managed-process.js';

/** pino's number for warnings; errors and fatal ones are above. */
const warnLevel = 40;

const isAlarming = /\b(ERROR|FATAL|PANIC|ERR|FTL)\b|^\s*(⨯|Error:|Unhandled)/;

/** PostgreSQL says so to each client that is too early or too late. */
const isTransient = /the database system is (starting up|shutting down)/;

/** Services log JSON with a level; the others are judged by their words. */
function deservesAttention(line: string): boolean {
  const level = /^\{"level":(?:(\d+)|"(\w+)")/.exec(line);
  if (level === null) return isAlarming.test(line) && !isTransient.test(line);
  return level[1] === undefined ? ['warn', 'error', 'fatal'].includes(level[2] ?? '') : Number(level[1]) >= warnLevel;
}

/** One prefixed line for the terminal, or undefined for what belongs in the log file alone. */
export function terminalLine(name: string, event: ProcessEvent, verbose: boolean): string | undefined {
  const say = (text: string) => `${name.padEnd(9)} | ${text}`;
  switch (event.kind) {
    case 'ready':
      return say(`ready after ${(event.milliseconds / 1000).toFixed(1)} s`);
    case 'died':
      return say(`${event.reason}; starting it again in ${event.restartInMs / 1000} s`);
    case 'line':
      return event.line.trim() !== '' && (verbose || deservesAttention(event.line)) ? say(summary(event.line)) : undefined;
  }
}
