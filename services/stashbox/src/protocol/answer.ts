import type { ErrorCode } from '@reelm/contracts';
import { z } from 'zod';

/** What a stash-box says of itself and of the owner of the key. */
export interface StashBoxIdentity {
  user: string;
  /** Null where the server speaks only a part of the protocol and does not tell. */
  version: string | null;
}

export type Verdict =
  | { kind: 'identity'; identity: StashBoxIdentity }
  /** The server is a GraphQL server but did not like the question; a smaller question may do. */
  | { kind: 'question_refused'; problem: string }
  | { kind: 'problem'; code: Extract<ErrorCode, `stashbox.${string}`>; problem: string };

const GraphQLAnswer = z
  .object({
    data: z
      .object({
        me: z.object({ name: z.string() }).nullish(),
        version: z.object({ version: z.string().nullish() }).nullish().catch(null),
      })
      .nullish(),
    errors: z.array(z.object({ message: z.string() })).optional(),
  })
  .refine(({ data, errors }) => data !== undefined || errors !== undefined);

// Servers of this protocol report these in their text only.
const keyProblem =
  /un-?authori[sz]ed|not authori[sz]ed|unauthenticated|not authenticated|forbidden|access denied|invalid (api[ -]?key|token)/i;
const haste = /too many requests|rate limit|throttl/i;
const hasteProblem = 'it asks to slow down; wait a minute and check again';

/** Reads an HTTP answer to the question for `me` and, perhaps, `version`. Never throws: whatever is sent has a verdict. */
export function readAnswer(status: number, location: string | null, body: string): Verdict {
  if (status >= 300 && status < 400) return unexpected(`it points to ${hostOf(location)} instead; enter the address that it really has`);
  if (status === 401 || status === 403) return { kind: 'problem', code: 'stashbox.refused', problem: `HTTP ${status}` };
  if (status === 429) return unreachable(hasteProblem);
  if (status >= 500) return unreachable(`it reports trouble of its own (HTTP ${status})`);

  const json = parseJson(body);
  if (json === undefined)
    return unexpected(`it sent ${/^\s*</.test(body) ? 'a web page' : 'no JSON'} (HTTP ${status}); the address usually ends in /graphql`);
  const answer = GraphQLAnswer.safeParse(json);
  if (!answer.success) return unexpected(`its JSON is no answer to a GraphQL question (HTTP ${status})`);
  return readGraphQL(answer.data);
}

function readGraphQL({ data, errors = [] }: z.infer<typeof GraphQLAnswer>): Verdict {
  if (data?.me) return { kind: 'identity', identity: { user: data.me.name, version: data.version?.version ?? null } };
  const messages = errors.map((error) => error.message).join('; ');
  if (keyProblem.test(messages)) return { kind: 'problem', code: 'stashbox.refused', problem: messages };
  if (haste.test(messages)) return unreachable(hasteProblem);
  if (messages !== '') return { kind: 'question_refused', problem: `it answers “${messages}”` };
  // Without an error, "me" is null for a key that belongs to nobody.
  if (data?.me === null) return { kind: 'problem', code: 'stashbox.refused', problem: 'no user belongs to the key' };
  return unexpected('it does not say whose key this is');
}

const unexpected = (problem: string): Verdict => ({ kind: 'problem', code: 'stashbox.unexpected', problem });
const unreachable = (problem: string): Verdict => ({ kind: 'problem', code: 'stashbox.unreachable', problem });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Only the host is told: the rest of an address that a server made up may quote what it was sent. */
const hostOf = (location: string | null): string => (location === null ? null : URL.parse(location))?.origin ?? 'another page';
