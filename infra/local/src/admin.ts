import { administer } from './administration.js';
import { parseOptions } from './options.js';
import { repositoryRoot } from './paths.js';
import { StartError } from './start-error.js';

const usage = 'Usage: npm run admin -- [--data DIR] reset-password|create-admin USER';

/** `--data DIR` is ours, everything else is the command. */
function splitArguments(args: string[]): { dataDirectory: string; command: string[] } {
  const at = args.indexOf('--data');
  const ours = at === -1 ? [] : args.splice(at, 2);
  return { dataDirectory: parseOptions(ours, process.env, repositoryRoot).dataDirectory, command: args };
}

try {
  const { dataDirectory, command } = splitArguments(process.argv.slice(2));
  process.exitCode = command.length === 0 ? 2 : await administer({ dataDirectory, environment: process.env }, command);
  if (command.length === 0) process.stderr.write(`${usage}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof StartError ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
}
process.exit();
