import 'reflect-metadata';
import { AppError, ConfigError } from '@reelm/service-kit';
import { z } from 'zod';
import { runAdminCommand, usage, UsageError } from './users/admin-commands.js';
import { readPassword } from './users/password-prompt.js';

const explain = (error: unknown): string => {
  if (error instanceof UsageError) return usage;
  if (error instanceof z.ZodError) return `${error.issues.map(({ message }) => message).join('; ')}\n`;
  if (error instanceof AppError || error instanceof ConfigError) return `${error.message}\n`;
  if (error instanceof Error && 'code' in error && error.code === '42P01')
    return 'There are no users yet: start Reelm once and set it up.\n';
  return `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
};

try {
  process.stdout.write(`${await runAdminCommand(process.argv.slice(2), process.env, () => readPassword(process.stdin, process.stderr))}\n`);
} catch (error) {
  process.stderr.write(explain(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
