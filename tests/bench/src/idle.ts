import { setTimeout as delay } from 'node:timers/promises';
import { until } from '@reelm/testing';
import type { Figure } from './figure.js';
import { cpuSeconds, memoryMiB, withDescendants } from './processes.js';
import { inFolder, pidsOf, withStack, type Bench } from './stack.js';

const watchSeconds = 20;
/** Of one core; what services do at their start is over when all together need less. */
const calmCores = 0.15;

interface Use {
  name: string;
  memory: number;
  cpu: number;
}

async function watch(families: ReadonlyMap<string, number[]>, seconds: number): Promise<Use[]> {
  const before = new Map([...families].map(([name, pids]) => [name, cpuSeconds(pids)]));
  await delay(seconds * 1_000);
  return [...families].map(([name, pids]) => ({
    name,
    memory: memoryMiB(pids),
    cpu: (cpuSeconds(pids) - (before.get(name) ?? 0)) / seconds,
  }));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export const idle = ({ say }: Bench): Promise<Figure[]> =>
  inFolder((folder) =>
    withStack(folder, 'production', async (stack) => {
      // One visit, so that what is loaded at the first page is counted.
      await fetch(stack.url);
      const families = () => new Map([...pidsOf(stack)].map(([name, pid]) => [name as string, withDescendants(pid)]));
      await until('the services to calm down', async () => sum((await watch(families(), 3)).map((use) => use.cpu)) < calmCores, 90_000);
      const uses = await watch(families(), watchSeconds);
      for (const use of uses) say(`${use.name}: ${use.memory.toFixed(0)} MiB, ${(use.cpu * 100).toFixed(2)} % of a core`);
      return [
        {
          what: 'memory of the whole house',
          value: sum(uses.map((use) => use.memory)),
          unit: 'MiB',
          goal: { atMost: 800 },
          note: 'shared pages counted once',
        },
        { what: 'CPU of the whole house', value: sum(uses.map((use) => use.cpu)) * 100, unit: '% of a core' },
        ...uses.map((use): Figure => ({
          what: `${use.name}, memory`,
          value: use.memory,
          unit: 'MiB',
          note: `${(use.cpu * 100).toFixed(2)} % of a core`,
        })),
      ];
    }),
  );
