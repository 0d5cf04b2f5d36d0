import { defineConfig } from 'vitest/config';

const notOurs = ['**/node_modules/**', '**/dist/**', '**/.next/**'];
const folders = ['packages', 'services', 'apps', 'infra', 'tests'];
const medium = '**/*.medium.test.{ts,tsx}';

// Workspace packages are tested from their sources, never from a build that may be stale.
const conditions = ['source', 'node'];
const sources = { resolve: { conditions }, ssr: { resolve: { conditions } } };

// Nest injects by the types of constructor parameters, so they must survive the compilation.
const oxc = { decorator: { legacy: true, emitDecoratorMetadata: true } };

export default defineConfig({
  test: {
    projects: [
      {
        ...sources,
        oxc,
        test: {
          name: 'pure',
          include: folders.map((folder) => `${folder}/**/*.test.{ts,tsx}`),
          exclude: [...notOurs, medium, 'tests/{contract,pipeline,compose}/**'],
          testTimeout: 30_000,
        },
      },
      {
        ...sources,
        oxc,
        test: {
          name: 'medium',
          include: folders.map((folder) => `${folder}/${medium}`),
          exclude: notOurs,
          globalSetup: ['tests/support/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // As long as a busy machine may take: only what fails waits so long.
          expect: { poll: { timeout: 30_000 } },
          // Two files at a time: each starts ffmpeg or servers of its own. Another number of workers must run as a group of its own.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        ...sources,
        oxc,
        test: { name: 'contract', include: ['tests/contract/**/*.test.ts'], exclude: [...notOurs, medium], testTimeout: 60_000 },
      },
      {
        ...sources,
        oxc,
        test: {
          name: 'pipeline',
          include: ['tests/pipeline/**/*.test.ts'],
          exclude: notOurs,
          testTimeout: 60_000,
          // Each file has a Reelm of its own, which waits as often as it works.
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      { ...sources, oxc, test: { name: 'compose', include: ['tests/compose/**/*.test.ts'], exclude: notOurs, testTimeout: 120_000 } },
    ],
  },
});
