import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { until } from '@reelm/testing';
import type { Figure } from './figure.js';
import { freePort } from './free-port.js';
import { repositoryRoot } from './paths.js';
import { inFolder, type Bench } from './stack.js';

const answers = (url: string): Promise<boolean> => fetch(url, { redirect: 'manual' }).then((answer) => answer.status < 500);

/** Runs `npm start` until API and web app answer, then stops it; returns the seconds that took. */
async function startOnce(data: string): Promise<number> {
  const port = String(await freePort());
  const since = performance.now();
  const launcher = spawn('npm', ['start', '--', '--data', data, '--port', port], { cwd: repositoryRoot, stdio: 'ignore', detached: true });
  try {
    const base = `http://127.0.0.1:${port}`;
    await until('Reelm to be ready', async () => (await answers(`${base}/api/ready`)) && (await answers(`${base}/`)), 180_000);
    return (performance.now() - since) / 1_000;
  } finally {
    if (launcher.pid !== undefined) process.kill(-launcher.pid, 'SIGINT');
    if (launcher.exitCode === null && launcher.signalCode === null) await once(launcher, 'exit');
  }
}

export const secondStart = ({ say }: Bench): Promise<Figure[]> =>
  inFolder(async (folder) => {
    const data = join(folder, 'data');
    const first = await startOnce(data);
    say(`first start ${first.toFixed(1)} s`);
    const seconds = [await startOnce(data), await startOnce(data), await startOnce(data)].toSorted((a, b) => a - b);
    return [
      { what: 'first start, new data folder', value: first, unit: 's' },
      {
        what: 'second start',
        value: seconds[1] ?? first,
        unit: 's',
        goal: { atMost: 15 },
        note: `median of 3; ${seconds.map((one) => one.toFixed(1)).join(', ')}`,
      },
    ];
  });
