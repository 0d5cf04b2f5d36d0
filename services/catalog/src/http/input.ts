import type { EndpointDefinition } from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';
import { z } from 'zod';

interface RawInput {
  params: unknown;
  query: unknown;
  body: unknown;
}

/** Where the request was wrong, for people (`message`) and programs (`path`, beginning with params, query or body). */
interface InputIssue {
  path: string;
  message: string;
}

const strictBodies = new WeakMap<z.ZodType, z.ZodType>();

/** The schema, refusing keys that it does not name: a misspelt field must not be dropped in silence. */
export const strictBody = (schema: z.ZodType): z.ZodType => {
  const known = strictBodies.get(schema);
  if (known) return known;
  const made = schema instanceof z.ZodObject ? schema.strict() : schema;
  strictBodies.set(schema, made);
  return made;
};

const issuesOf = (part: string, error: z.ZodError): InputIssue[] =>
  error.issues.map((issue) => ({ path: [part, ...issue.path].map(String).join('.'), message: issue.message }));

/** Parses a request by the endpoint's schemas; throws `request.invalid` with all issues in `details.issues`. */
export const parseInput = (definition: EndpointDefinition, raw: RawInput): { params: unknown; query: unknown; body: unknown } => {
  const params = definition.params.safeParse(raw.params);
  const query = definition.query.safeParse(raw.query);
  const body = strictBody(definition.body).safeParse(raw.body ?? {});
  if (params.success && query.success && body.success) return { params: params.data, query: query.data, body: body.data };
  const issues = [
    ...(params.success ? [] : issuesOf('params', params.error)),
    ...(query.success ? [] : issuesOf('query', query.error)),
    ...(body.success ? [] : issuesOf('body', body.error)),
  ];
  throw new AppError('request.invalid', { problem: issues.map((issue) => `${issue.path}: ${issue.message}`).join('; '), issues });
};
