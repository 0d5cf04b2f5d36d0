/** The version as the program tells it, for example `5.1.9-0+deb12u1` or `n8.0.3`. */
export const parseVersion = (output: string): string | null => /^ff\w+ version (\S+)/m.exec(output)?.[1] ?? null;

/** First releases with the fix of CVE-2026-8461 (MagicYUV) and what came before it, by series. */
const fixedIn = { '8.1': 2, '8.0': 3, '7.1': 5 } as const;

/** Whether a release is older than the known fixes; a development build (no release number) is not judged. */
export function hasKnownHoles(version: string): boolean {
  const [, major, minor, patch] = /^n?(\d+)\.(\d+)(?:\.(\d+))?/.exec(version) ?? [];
  if (major === undefined || minor === undefined) return false;
  const series = `${major}.${minor}`;
  if (series in fixedIn) return Number(patch ?? 0) < fixedIn[series as keyof typeof fixedIn];
  return Number(major) < 8;
}
