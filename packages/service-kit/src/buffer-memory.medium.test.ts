import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** Full collections of a process that holds 300,000 objects and lets 1.3 GB of buffers come and go. */
async function fullCollections(prelude: string): Promise<number> {
  const program = `
    import { constants, PerformanceObserver } from 'node:perf_hooks';
    ${prelude}
    let count = 0;
    new PerformanceObserver((list) => {
      for (const { detail } of list.getEntries()) if (detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR) count += 1;
    }).observe({ entryTypes: ['gc'] });
    globalThis.kept = Array.from({ length: 300_000 }, (_, index) => ({ index }));
    for (let round = 0; round < 200; round += 1) {
      for (let buffer = 0; buffer < 100; buffer += 1) Buffer.allocUnsafeSlow(65_536);
      await new Promise((resolve) => setImmediate(resolve));
    }
    console.log(count);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
  return Number(stdout);
}

it('lets buffers come and go without collecting all garbage again and again', async () => {
  const own = `import { countBuffersWithHeap } from ${JSON.stringify(import.meta.resolve('./buffer-memory.ts'))}; countBuffersWithHeap();`;
  expect(await fullCollections(own)).toBeLessThan((await fullCollections('')) / 2);
});
