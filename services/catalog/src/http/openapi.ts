import { ErrorBody, type Access, type EndpointDefinition } from '@reelm/contracts';
import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiParameters, type ZodOpenApiPathsObject } from 'zod-openapi';
import { strictBody } from './input.js';

type Contract = Record<string, EndpointDefinition>;

const fieldsOf = (schema: z.ZodType): z.ZodObject | undefined =>
  schema instanceof z.ZodObject && Object.keys(schema.shape).length > 0 ? schema : undefined;

const securityOf = (access: Access) => {
  if (access.role === 'public') return [];
  if (access.sessionOnly) return [{ session: [] }];
  return [{ session: [] }, { apiKey: [] }, ...(access.link === undefined ? [] : [{ mediaToken: [] }])];
};

/** Repeating one of these by its key is safe; of a request with a secret nothing is kept. */
const RepeatableHeader = z.object({
  'Idempotency-Key': z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Any text of your own, new for each request. For a day, the same request with the same key gets the first answer again'),
});

const successOf = (definition: EndpointDefinition) => {
  if (definition.bytes !== undefined)
    return { description: definition.summary, content: { [definition.bytes]: { schema: { type: 'string' as const } } } };
  if (definition.status === 204) return { description: 'Done' };
  return { description: definition.summary, content: { 'application/json': { schema: definition.response } } };
};

const operationOf = (name: string, definition: EndpointDefinition): ZodOpenApiOperationObject => {
  const params = fieldsOf(definition.params);
  const query = fieldsOf(definition.query);
  const body = fieldsOf(definition.body);
  const upload = definition.upload && {
    required: true,
    content: { [definition.upload]: { schema: { type: 'string' as const, format: 'binary' } } },
  };
  const requestParams: ZodOpenApiParameters = {
    ...(params && { path: params }),
    ...(query && { query }),
    ...(definition.method === 'POST' && !definition.secret && { header: RepeatableHeader }),
  };
  return {
    operationId: name,
    tags: [definition.tag],
    summary: definition.summary,
    security: securityOf(definition.access),
    'x-reelm-role': definition.access.role,
    requestParams,
    ...(upload && { requestBody: upload }),
    ...(body && { requestBody: { required: !body.safeParse({}).success, content: { 'application/json': { schema: strictBody(body) } } } }),
    responses: {
      [String(definition.status)]: successOf(definition),
      default: { description: 'What went wrong; docs/errors.md lists the codes', content: { 'application/json': { schema: ErrorBody } } },
    },
  };
};

/** The contract as an OpenAPI 3.1 document; the name of an endpoint is its `operationId`. */
export const openApiDocument = (contract: Contract): Record<string, unknown> => {
  const paths: ZodOpenApiPathsObject = {};
  for (const [name, definition] of Object.entries(contract)) {
    const path = definition.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [definition.method.toLowerCase()]: operationOf(name, definition) };
  }
  const document = createDocument({
    openapi: '3.1.0',
    info: { title: 'Reelm', version: '1', description: 'Browse, search, play and organise a library of videos.' },
    servers: [{ url: '/' }],
    components: {
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'reelm',
          description: 'Session cookie, set by signing in; `__Host-reelm` over https',
        },
        mediaToken: { type: 'apiKey', in: 'query', name: 'token', description: 'Media token (`reelm_media_…`)' },
        apiKey: { type: 'http', scheme: 'bearer', description: 'API key (`reelm_…`)' },
      },
    },
    paths,
  });
  return { ...document };
};
