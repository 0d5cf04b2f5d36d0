import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reelm-onnx-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What the runtime leaves in the folder for temporary files when it is loaded so and asked for a session: its telemetry opens a log there. */
const leftBy = (load: string): string[] => {
  const script = `const { InferenceSession } = ${load}; await InferenceSession.create('/dev/null').catch(() => undefined);`;
  // A proxy that nobody serves: even a runtime that does tell has nobody to tell it to.
  const env = { TMPDIR: folder, https_proxy: 'http://127.0.0.1:9', http_proxy: 'http://127.0.0.1:9' };
  execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: import.meta.dirname, env });
  return readdirSync(folder).map((name) => name.replace(/\d+/, 'N'));
};

it('is loaded without its telemetry, which it starts otherwise', () => {
  const ours = new URL('../../dist/detector/onnx-runtime.js', import.meta.url);
  expect(leftBy(`await (await import('${ours.href}')).loadOnnxRuntime()`)).toEqual([]);
  expect(leftBy(`await import('onnxruntime-node')`)).toContain('mat-debug-N.log');
});
