import { parseOptions, usage, type LauncherOptions } from './options.js';
import { repositoryRoot } from './paths.js';
import { onStopRequest } from './signals.js';
import { appVersion, startStack, type Stack } from './stack.js';
import { StartError } from './start-error.js';
import { terminalLine } from './terminal.js';

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

function greet(stack: Stack, options: LauncherOptions, seconds: number): void {
  say('');
  say(`Reelm ${appVersion} is ready at ${stack.url} (after ${seconds.toFixed(1)} s)`);
  say(`Data: ${options.dataDirectory}   Logs: ${options.dataDirectory}/logs   Stop: Ctrl-C`);
  const token = stack.setupToken();
  if (token !== undefined) say(`Set-up token: ${token}\nOpen ${stack.url}/setup and enter it to make your account.`);
}

async function run(options: LauncherOptions): Promise<void> {
  const startedAt = performance.now();
  const interrupted = new AbortController();
  let stack: Stack | undefined;
  const stopped = Promise.withResolvers<void>();
  const stop = async () => {
    say('Stopping …');
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
    signal: interrupted.signal,
    onEvent: (name, event) => {
      const line = terminalLine(name, event, options.verbose);
      if (line !== undefined) say(line);
    },
  });
  greet(stack, options, (performance.now() - startedAt) / 1000);
  await stopped.promise;
  say('Stopped.');
}

try {
  const options = parseOptions(process.argv.slice(2), process.env, repositoryRoot);
  if (options.help) say(usage);
  else await run(options);
} catch (error) {
  // An expected problem is one line; anything else is a defect and keeps its trace.
  process.stderr.write(
    `${error instanceof StartError ? `Reelm cannot start: ${error.message}` : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exitCode = 1;
}
process.exit();
