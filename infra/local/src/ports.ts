import { createServer } from 'node:net';
import { codeOf, StartError } from './start-error.js';

/** Below Linux' range for outgoing connections (32768 and up), so that no such connection takes the port between choice and use. */
const lowest = 20_000;
const highest = 32_000;

/** Tries to listen for a moment; answers the code of what prevents it, or undefined when the port is free. */
export function whyPortIsTaken(port: number, host = '127.0.0.1'): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(codeOf(error) ?? error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

/** A free port of the loopback address that is not among `taken`; `preferred` when that one is free. */
export async function choosePort(taken: ReadonlySet<number>, preferred?: number): Promise<number> {
  if (preferred !== undefined && !taken.has(preferred) && !(await whyPortIsTaken(preferred))) return preferred;
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    if (!taken.has(port) && !(await whyPortIsTaken(port))) return port;
  }
  throw new StartError(`No free port was found between ${lowest} and ${highest}.`);
}

/** Refuses with a message for the user when the public port cannot be had. */
export async function requirePort(port: number, host: string): Promise<void> {
  const reason = await whyPortIsTaken(port, host);
  if (reason === undefined) return;
  if (reason === 'EADDRINUSE') throw new StartError(`Port ${port} is used by another program. Choose another with --port N or REELM_PORT.`);
  if (reason === 'EACCES') throw new StartError(`Port ${port} needs root. Choose one above 1023 with --port N or REELM_PORT.`);
  throw new StartError(`Reelm cannot listen on ${host}:${port} (${reason}). Choose another with --host, --port N or REELM_PORT.`);
}
