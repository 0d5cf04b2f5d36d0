import { spawn, type ChildProcess } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { serviceNames, type ServiceName } from '@reelm/contracts';
import { framed } from './framed.js';
import { parseOptions, usage } from './options.js';
import { repositoryRoot } from './paths.js';
import { RestartQueue } from './restart-queue.js';
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

/** Restarts services whose build, or that of a package below them, is written anew. */
function restartOnChange(stack: Stack): RestartQueue<ServiceName> {
  const restart = async (name: ServiceName) => {
    await stack
      .process(name)
      .restart()
      .catch((error: unknown) => say(`dev       | ${messageOf(error)}`));
  };
  const queue = new RestartQueue<ServiceName>(async (names) => {
    say(`dev       | restarting ${names.join(', ')}`);
    await Promise.all(names.map(restart));
  }, quietMs);
  const watchFolder = (folder: string, affected: readonly ServiceName[]) => {
    watch(folder, { recursive: true }, (_, file) => {
      if (file?.endsWith('.js') === true && !file.includes('.test.')) queue.add(affected);
    });
  };
  for (const name of serviceNames) watchFolder(join(repositoryRoot, 'services', name, 'dist'), [name]);
  for (const name of ['contracts', 'query-language', 'service-kit'])
    watchFolder(join(repositoryRoot, 'packages', name, 'dist'), serviceNames);
  return queue;
}

/** Dies with us, whatever we die of. */
function startCompiler(): ChildProcess {
  const tsc = join(repositoryRoot, 'node_modules', '.bin', 'tsc');
  const { command, args } = framed({ command: tsc, args: ['-b', '-w', '--preserveWatchOutput'], deathSignal: 'SIGTERM' });
  return spawn(command, args, { cwd: repositoryRoot, stdio: 'inherit' });
}

async function run(): Promise<void> {
  const options = parseOptions(process.argv.slice(2), process.env, repositoryRoot);
  if (options.help) return say(usage);
  const compiler = startCompiler();
  const interrupted = new AbortController();
  const stopped = Promise.withResolvers<void>();
  let stack: Stack | undefined;
  let restarts: RestartQueue<ServiceName> | undefined;
  const stop = async () => {
    interrupted.abort();
    restarts?.close();
    compiler.kill();
    await stack?.stop();
    if (stack) stopped.resolve();
  };
  onStopRequest(
    () => void stop(),
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
    restarts = restartOnChange(stack);
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
