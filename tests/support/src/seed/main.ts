import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startStack } from '@reelm/local';
import { seedCatalog } from './seed-catalog.js';

const usage = `Usage: npm run seed -- [options]

Fills an empty Reelm with a made-up library, always the same for the same seed.

  --videos N       how many videos (1000000)
  --seed N         another number, another library (1)
  --data DIR       data folder of a Reelm that is not running; made when missing
  --database URL   or: a database with catalog's tables, as the role that owns them`;

const { values } = parseArgs({
  options: {
    videos: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    data: { type: 'string' },
    database: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

function wholeNumber(name: 'videos' | 'seed'): number {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number > 0) return number;
  process.stderr.write(`--${name} takes a whole number above 0\n`);
  process.exit(2);
}

const since = performance.now();
const say = (line: string) => process.stdout.write(`${((performance.now() - since) / 1_000).toFixed(0).padStart(4)} s  ${line}\n`);
const options = { videos: wholeNumber('videos'), seed: wholeNumber('seed'), say };
const seedDatabase = (connectionString: string) => seedCatalog({ connectionString, options: '-c search_path=catalog,public' }, options);

if (values.help || (values.data === undefined) === (values.database === undefined)) {
  process.stdout.write(`${usage}\n`);
  process.exitCode = values.help ? 0 : 2;
} else if (values.database !== undefined) {
  await seedDatabase(values.database);
} else if (values.data !== undefined) {
  // npm runs scripts in the checkout; a path means what it means where npm was called.
  const dataDirectory = resolve(process.env['INIT_CWD'] ?? process.cwd(), values.data);
  const stack = await startStack({ dataDirectory, port: 0, services: ['catalog'], web: 'none' });
  try {
    await seedDatabase(stack.databaseUrl('catalog'));
  } finally {
    await stack.stop();
  }
}
