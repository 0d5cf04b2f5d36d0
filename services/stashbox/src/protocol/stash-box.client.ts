import { AppError } from '@reelm/service-kit';
import { readAnswer, type StashBoxIdentity, type Verdict } from './answer.js';

interface StashBoxAccess {
  url: string;
  apiKey: string;
}

const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 1024 * 1024;
const MAX_TEXT = 200;

const fullQuestion = '{ version { version } me { name } }';
/** Some servers speak only a part of the protocol; who we are is the least that all of them tell. */
const leastQuestion = '{ me { name } }';

/**
 * Speaks the stash-box protocol: GraphQL over POST, key in the header `ApiKey`.
 *
 * Addresses in the home network are allowed, since an administrator enters them and stash-boxes are run there; redirects are not
 * followed, so that the key goes nowhere else. Texts of the other side are shortened and cleared of the key before anybody sees them.
 */
export class StashBoxClient {
  constructor(private readonly timeoutMs = TIMEOUT_MS) {}

  /** Asks who we are there. @throws AppError `stashbox.unreachable`, `stashbox.refused` or `stashbox.unexpected` */
  async identify(access: StashBoxAccess, cancelled?: AbortSignal): Promise<StashBoxIdentity> {
    const timeout = AbortSignal.timeout(this.timeoutMs);
    const signal = cancelled === undefined ? timeout : AbortSignal.any([timeout, cancelled]);
    let verdict = await this.ask(access, fullQuestion, signal);
    if (verdict.kind === 'question_refused') verdict = await this.ask(access, leastQuestion, signal);
    cancelled?.throwIfAborted();
    const clean = (text: string) => shorten(text.replaceAll(access.apiKey, '[key]'));
    switch (verdict.kind) {
      case 'identity': {
        const { user, version } = verdict.identity;
        return { user: clean(user), version: version === null ? null : clean(version) };
      }
      case 'question_refused':
        throw new AppError('stashbox.unexpected', { problem: clean(verdict.problem) });
      case 'problem':
        throw new AppError(verdict.code, { problem: clean(verdict.problem) });
    }
  }

  private async ask({ url, apiKey }: StashBoxAccess, query: string, signal: AbortSignal): Promise<Verdict> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/json', accept: 'application/json', 'user-agent': 'Reelm', ApiKey: apiKey },
        body: JSON.stringify({ query }),
        signal,
      });
      const body = await readText(response);
      if (body === null) return { kind: 'problem', code: 'stashbox.unexpected', problem: 'its answer is larger than 1 MB' };
      return readAnswer(response.status, response.headers.get('location'), body);
    } catch (error) {
      // The error itself stays here: its texts may quote the request, and the request holds the key.
      const problem = signal.aborted
        ? `no complete answer within ${this.timeoutMs / 1000} seconds`
        : connectionProblem(error, new URL(url));
      return { kind: 'problem', code: 'stashbox.unreachable', problem };
    }
  }
}

/** The body as text, or null when it is too large; what is unpacked counts, so a small packed answer cannot fill the memory. */
async function readText(response: Response): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop early cancels the transfer.
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > MAX_ANSWER_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const shorten = (text: string): string => {
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length > MAX_TEXT ? `${line.slice(0, MAX_TEXT)}…` : line;
};

function connectionProblem(error: unknown, { host, hostname }: URL): string {
  const code = codeOf(error) ?? (error instanceof Error ? codeOf(error.cause) : undefined) ?? '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `the name ${hostname} cannot be looked up`;
  if (code === 'ECONNREFUSED') return `nothing listens at ${host}`;
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return `there is no way to ${host}`;
  if (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET') return 'it closed the connection';
  if (code.includes('CERT') || code.includes('ALTNAME')) return `its certificate is not trusted (${code})`;
  return `the connection failed${code === '' ? '' : ` (${code})`}`;
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
