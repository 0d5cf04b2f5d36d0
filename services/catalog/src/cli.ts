import 'reflect-metadata';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { AppError, ConfigError } from '@reelm/service-kit';
import { z } from 'zod';
import { runAdminCommand, usage, UsageError } from './users/admin-commands.js';

const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });

/** A line of standard input; a terminal does not show what is typed. */
async function askPassword(): Promise<string> {
  const terminal = process.stdin.isTTY;
  if (terminal) process.stderr.write('New password: ');
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    if (terminal) process.stderr.write('\n');
  }
}

const explain = (error: unknown): string => {
  if (error instanceof UsageError) return usage;
  if (error instanceof z.ZodError) return `${error.issues.map(({ message }) => message).join('; ')}\n`;
  if (error instanceof AppError || error instanceof ConfigError) return `${error.message}\n`;
  if (error instanceof Error && 'code' in error && error.code === '42P01')
    return 'There are no users yet: start Reelm once and set it up.\n';
  return `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
};

try {
  process.stdout.write(`${await runAdminCommand(process.argv.slice(2), process.env, askPassword)}\n`);
} catch (error) {
  process.stderr.write(explain(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
