import { extname } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import picomatch from 'picomatch';

/** What the scanner takes for a video, by the end of its name. */
export const videoExtensions: ReadonlySet<string> = new Set(
  'm4v mp4 mov wmv avi mpg mpeg rmvb rm flv asf mkv webm f4v ts m2ts mts 3gp ogv vob divx'.split(' '),
);

/** Name of the file in which a folder lists, in gitignore's syntax, what is left out below it. */
export const ignoreFileName = '.reelmignore';

// Bins and indexes that systems and NAS boxes leave behind; names with a dot in front are hidden anyway.
const systemFolders = new Set(['$recycle.bin', '#recycle', '#snapshot', '@eadir', 'system volume information', 'lost+found']);

export const isHidden = (name: string): boolean => name.startsWith('.');
export const isSkippedFolder = (name: string): boolean => isHidden(name) || systemFolders.has(name.toLowerCase());

/** Whether a file of this name is looked at: a video that is neither hidden nor an editor's or downloader's temporary file. */
export const isVideoName = (name: string): boolean =>
  !isHidden(name) && !name.startsWith('~$') && videoExtensions.has(extname(name).slice(1).toLowerCase());

/**
 * Compiles the exclusions of a library: globs relative to its folder. One without a slash matches names at any depth, and a
 * folder that matches is left out with all it holds.
 * @throws Error when a pattern cannot be read.
 */
export function compileGlobs(globs: readonly string[]): (path: string) => boolean {
  const matchers = globs.map((glob) =>
    picomatch(glob.replace(/\/+$/, ''), { dot: true, basename: !glob.replace(/\/+$/, '').includes('/') }),
  );
  return (path) => matchers.some((matches) => matches(path));
}

/** The rules of one ignore file: those of its own folder, then those of the folders above. */
export interface IgnoreRules {
  /** Folder of the ignore file below the library folder, empty for the library folder itself. */
  folder: string;
  rules: Ignore;
  above: IgnoreRules | undefined;
}

export const parseIgnoreFile = (content: string, folder: string, above: IgnoreRules | undefined): IgnoreRules => ({
  folder,
  rules: ignore({ allowRelativePaths: true }).add(content),
  above,
});

/** Whether the ignore files leave this path out; as in git the nearest file that says anything decides. */
export function isIgnored(path: string, isFolder: boolean, rules: IgnoreRules | undefined): boolean {
  for (let at = rules; at !== undefined; at = at.above) {
    const below = at.folder === '' ? path : path.slice(at.folder.length + 1);
    const { ignored, unignored } = at.rules.test(isFolder ? `${below}/` : below);
    if (ignored) return true;
    if (unignored) return false;
  }
  return false;
}
