import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { serviceNames, type ServiceName } from '@reelm/contracts';
import { ChangeQueue } from './change-queue.js';
import { framed } from './framed.js';
import { parseOptions, usage } from './options.js';
import { repositoryRoot } from './paths.js';
import { onStopRequest } from './signals.js';
import { startStack, type Stack } from './stack.js';
import { messageOf, StartError } from './start-error.js';
import { terminalLine } from './terminal.js';

// The whole house for somebody who works on it: what is saved is compiled, a service whose build has changed is restarted, and the web
// app runs under `next dev`.

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const tell = (text: string): void => say(`dev       | ${text}`);

const packages = ['contracts', 'query-language', 'service-kit'].map((name) => join('packages', name));
const folderOf = (service: ServiceName) => join('services', service);
const compiled = [...packages, ...serviceNames.map(folderOf)];

/** An editor may write several files for one save, and the compiler writes many for one run. */
const quietMs = 400;

function watchFolder(folder: string, matters: (file: string) => boolean, onChange: () => void): void {
  watch(join(repositoryRoot, folder), { recursive: true }, (_, file) => {
    if (file !== null && matters(file)) onChange();
  });
}

/**
 * Compiles when a source is saved. The compiler's own watch mode looks at each file in turn, which takes it half a minute on a busy machine.
 * @returns a queue that begins nothing more once it is closed
 */
function compileOnChange(signal: AbortSignal): ChangeQueue<string> {
  // Asked kindly, the compiler first finishes what it does.
  const killSignal = 'SIGKILL';
  const args = ['-b', '--pretty', ...compiled];
  const tsc = framed({ command: join(repositoryRoot, 'node_modules', '.bin', 'tsc'), args, deathSignal: killSignal });
  const queue = new ChangeQueue<string>(async () => {
    const compiler = spawn(tsc.command, tsc.args, { cwd: repositoryRoot, stdio: 'inherit', signal, killSignal });
    const [code] = (await once(compiler, 'close').catch(() => [null])) as [number | null];
    if (!signal.aborted) tell(code === 0 ? 'compiled' : 'not compiled');
  }, quietMs);
  for (const folder of compiled)
    watchFolder(
      join(folder, 'src'),
      (file) => file.endsWith('.ts'),
      () => queue.add([folder]),
    );
  return queue;
}

/** Restarts services whose build, or that of a package below them, is written anew. */
function restartOnChange(stack: Stack): ChangeQueue<ServiceName> {
  const restart = async (name: ServiceName) => {
    await stack
      .process(name)
      .restart()
      .catch((error: unknown) => tell(messageOf(error)));
  };
  const queue = new ChangeQueue<ServiceName>(async (names) => {
    tell(`restarting ${names.join(', ')}`);
    await Promise.all(names.map(restart));
  }, quietMs);
  const isProduct = (file: string) => file.endsWith('.js') && !file.includes('.test.');
  for (const name of serviceNames) watchFolder(join(folderOf(name), 'dist'), isProduct, () => queue.add([name]));
  for (const folder of packages) watchFolder(join(folder, 'dist'), isProduct, () => queue.add(serviceNames));
  return queue;
}

async function run(): Promise<void> {
  const options = parseOptions(process.argv.slice(2), process.env, repositoryRoot);
  if (options.help) return say(usage);
  const interrupted = new AbortController();
  const stopped = Promise.withResolvers<void>();
  let stack: Stack | undefined;
  let queues: readonly { close(): void }[] = [];
  const stop = async () => {
    for (const queue of queues) queue.close();
    interrupted.abort();
    await stack?.stop();
    if (stack) stopped.resolve();
  };
  onStopRequest(
    () => void stop(),
    () => void (stack?.kill() ?? Promise.resolve()).finally(() => process.exit(1)),
  );
  stack = await startStack({
    ...options,
    web: 'dev',
    signal: interrupted.signal,
    onEvent: (name, event) => {
      const line = terminalLine(name, event, options.verbose);
      if (line !== undefined) say(line);
    },
  });
  say(`Reelm is ready at ${stack.url}; what you save is compiled, and services restarted.`);
  const token = stack.setupToken();
  if (token !== undefined) say(`Set-up token: ${token}`);
  queues = [restartOnChange(stack), compileOnChange(interrupted.signal)];
  await stopped.promise;
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
