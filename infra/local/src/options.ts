import { statSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { codeOf, messageOf, StartError } from './start-error.js';

export interface LauncherOptions {
  dataDirectory: string;
  host: string;
  port: number;
  /** Folders to add at the first start, as absolute paths. */
  libraries: string[];
  /** They were asked for by flag, so each must be there; those of the environment must be there at the first start alone. */
  insistOnLibraries: boolean;
  verbose: boolean;
  help: boolean;
}

export const usage = `Usage: npm start -- [options]

  --data DIR       where Reelm keeps its data (REELM_DATA; default: the folder "data" of the checkout)
  --port N         port of the web interface (REELM_PORT; default 3000)
  --host ADDRESS   address to listen on (REELM_HOST; default 0.0.0.0, every network of this machine)
  --library PATH   folder of videos to add at the first start; may be given several times (REELM_LIBRARIES, separated by colons)
  --verbose        show every log line, not just warnings
  --help           show this`;

type Environment = Readonly<Record<string, string | undefined>>;

/** An empty string counts as unset. */
const set = (value: string | undefined): string | undefined => (value === '' ? undefined : value);

/**
 * Flags win over the environment. Relative paths start from the folder in which the user called npm.
 * @throws StartError naming the option and what it should be
 */
export function parseOptions(args: readonly string[], env: Environment, repositoryRoot: string): LauncherOptions {
  const flags = parseFlags(args);
  const base = set(env['INIT_CWD']) ?? process.cwd();
  const data = set(flags.data) ?? set(env['REELM_DATA']);
  const libraries = flags.library ?? set(env['REELM_LIBRARIES'])?.split(delimiter) ?? [];
  return {
    dataDirectory: data === undefined ? resolve(repositoryRoot, 'data') : resolve(base, data),
    host: set(flags.host) ?? set(env['REELM_HOST']) ?? '0.0.0.0',
    port: parsePort(set(flags.port), '--port') ?? parsePort(set(env['REELM_PORT']), 'REELM_PORT') ?? 3000,
    libraries: libraries.filter(Boolean).map((path) => resolve(base, path)),
    insistOnLibraries: flags.library !== undefined,
    verbose: flags.verbose ?? false,
    help: flags.help ?? false,
  };
}

function parseFlags(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        data: { type: 'string' },
        host: { type: 'string' },
        port: { type: 'string' },
        library: { type: 'string', multiple: true },
        verbose: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new StartError(`${messageOf(error).split('. ')[0] ?? ''}. See npm start -- --help`);
  }
}

function parsePort(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535)
    throw new StartError(`${name} should be a port between 1 and 65535, not "${text}".`);
  return port;
}

/** @throws StartError for a folder that is missing, is none, or cannot be read */
export function requireLibraries(paths: readonly string[]): void {
  for (const path of paths) {
    try {
      if (!statSync(path).isDirectory()) throw new StartError(`The library ${path} is not a folder.`);
    } catch (error) {
      if (error instanceof StartError) throw error;
      if (codeOf(error) === 'ENOENT')
        throw new StartError(`The library folder ${path} does not exist. Check --library or REELM_LIBRARIES; is the disk mounted?`);
      throw new StartError(`The library folder ${path} cannot be read (${codeOf(error) ?? messageOf(error)}).`);
    }
  }
}
