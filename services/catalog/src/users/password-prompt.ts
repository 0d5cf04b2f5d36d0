import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });

/** The first line of `input`, or undefined where it ends without one; a terminal is asked for it and does not show what is typed. */
export async function readPassword(
  input: NodeJS.ReadableStream & { isTTY?: boolean },
  prompt: NodeJS.WritableStream,
): Promise<string | undefined> {
  const terminal = input.isTTY === true;
  if (terminal) prompt.write('New password: ');
  const lines = createInterface({ input, output: nowhere, terminal });
  try {
    return await new Promise((resolve) => {
      lines.once('line', resolve);
      lines.once('close', () => resolve(undefined));
    });
  } finally {
    lines.close();
    if (terminal) prompt.write('\n');
  }
}
