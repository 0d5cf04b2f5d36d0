import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout that this launcher belongs to; holds from `src` and from `dist` alike. */
export const repositoryRoot = fileURLToPath(new URL('../../../', import.meta.url)).replace(/\/$/, '');

/** Daemons live in sbin, which is often missing from the path of a user who is not root. */
const searchPath = (): string[] =>
  [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'].filter(Boolean);

/** Full path of a program, or undefined when it is not installed; `more` are folders to look into besides the usual ones. */
export function findProgram(name: string, more: readonly string[] = []): string | undefined {
  return [...searchPath(), ...more]
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
