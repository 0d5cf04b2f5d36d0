import { spawn } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { serviceNames, type ServiceName } from '@reelm/contracts';
import { parseOptions, usage } from './options.js';
import { repositoryRoot } from './paths.js';
import { onStopRequest } from './signals.js';
import { startStack, type Stack } from './stack.js';
import { messageOf, StartError } from './start-error.js';
import { terminalLine } from './terminal.js';

// The whole house for somebody who works on it: the compiler watches the sources, a service whose build has changed is
// restarted, and the web app runs under `next dev`.

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** One save makes the compiler write many files; the services are restarted when it has gone quiet. */
const quietMs = 400;

function restartOnChange(stack: Stack): void {
  const changed = new Set<ServiceName>();
  let timer: NodeJS.Timeout | undefined;
  const restart = async () => {
    const names = [...changed];
    changed.clear();
    say(`dev       | restarting ${names.join(', ')}`);
    await Promise.all(names.map((name) => stack.process(name).restart())).catch((error: unknown) => say(`dev       | ${messageOf(error)}`));
  };
  const watchFolder = (folder: string, affected: readonly ServiceName[]) => {
    if (!existsSync(folder)) return;
    watch(folder, { recursive: true }, (_, file) => {
      if (file?.endsWith('.js') !== true || file.includes('.test.')) return;
      for (const name of affected) changed.add(name);
      clearTimeout(timer);
      timer = setTimeout(() => void restart(), quietMs);
    });
  };
  for (const name of serviceNames) watchFolder(join(repositoryRoot, 'services', name, 'dist'), [name]);
  for (const name of ['contracts', 'query-language', 'service-kit'])
    watchFolder(join(repositoryRoot, 'packages', name, 'dist'), serviceNames);
}

async function run(): Promise<void> {
  const options = parseOptions(process.argv.slice(2), process.env, repositoryRoot);
  if (options.help) return say(usage);
  const compiler = spawn(join(repositoryRoot, 'node_modules', '.bin', 'tsc'), ['-b', '-w', '--preserveWatchOutput'], {
    cwd: repositoryRoot,
    stdio: 'inherit',
  });
  const interrupted = new AbortController();
  const stopped = Promise.withResolvers<void>();
  let stack: Stack | undefined;
  onStopRequest(
    () => {
      interrupted.abort();
      if (stack) void stack.stop().then(stopped.resolve);
    },
    () => void (stack?.kill() ?? Promise.resolve()).finally(() => process.exit(1)),
  );
  try {
    stack = await startStack({
      ...options,
      web: 'dev',
      signal: interrupted.signal,
      onEvent: (name, event) => {
        const line = terminalLine(name, event, options.verbose);
        if (line !== undefined) say(line);
      },
    });
    say(`Reelm is ready at ${stack.url}; changes are compiled and services restarted as you save.`);
    const token = stack.setupToken();
    if (token !== undefined) say(`Set-up token: ${token}`);
    restartOnChange(stack);
    await stopped.promise;
  } finally {
    compiler.kill();
  }
}

try {
  await run();
} catch (error) {
  process.stderr.write(
    `${error instanceof StartError ? `Reelm cannot start: ${error.message}` : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exitCode = 1;
}
process.exit();
