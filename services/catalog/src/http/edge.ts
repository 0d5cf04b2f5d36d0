import { http, type EndpointDefinition } from '@reelm/contracts';
import { Log, newId, withCorrelation, AppError } from '@reelm/service-kit';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import type { AuthenticatedRequest } from '../auth/actor.js';

/** Longest JSON body that is read. */
const bodyLimit = '1mb';

/** For every answer, also those of the web app; the web app replaces the policy of its pages by a stricter one of its own. */
const commonHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "object-src 'none'; base-uri 'self'; frame-ancestors 'none'",
};

/** Answers of the API are data: opened as a page they may show their own picture or video and do nothing else. */
const apiHeaders = {
  'content-security-policy': "default-src 'none'; img-src 'self'; media-src 'self'; frame-ancestors 'none'",
  'cache-control': 'no-store',
};

/** Whether the API answers this path; everything else belongs to the web app. */
export const isApi = (path: string): boolean => path === '/api' || path.startsWith('/api/');

const setHeaders = (response: Response, headers: Record<string, string>): void => {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
};

/** A correlation id that a caller sent, if it is harmless in logs and headers. */
export const acceptableCorrelationId = (sent: string | undefined): string =>
  sent !== undefined && /^[\w.:-]{1,100}$/.test(sent) ? sent : newId();

const correlate = (request: Request, response: Response, next: NextFunction): void => {
  const id = acceptableCorrelationId(request.get('x-correlation-id'));
  response.setHeader('x-correlation-id', id);
  setHeaders(response, commonHeaders);
  withCorrelation(id, next);
};

const quiet = new Set(['/api/health', '/api/ready']);

/**
 * One line per API request, for reads only at level debug: a page of the library asks for a hundred pictures. The query string is left
 * out, since it may say what somebody searched for.
 */
export const logRequests =
  (log: Log) =>
  (request: AuthenticatedRequest, response: Response, next: NextFunction): void => {
    const startedAt = performance.now();
    const { method, path } = request;
    const correlationId = response.getHeader('x-correlation-id');
    response.once('close', () => {
      if (quiet.has(path)) return;
      const { statusCode: status } = response;
      const fields = { method, path, status, ms: Math.round(performance.now() - startedAt), userId: request.actor?.userId, correlationId };
      log.logger[method === 'GET' && status < 400 ? 'debug' : 'info'](fields, response.writableFinished ? 'answered' : 'the client left');
    });
    next();
  };

const uploads = Object.values<EndpointDefinition>(http).flatMap(({ method, path, upload }) =>
  upload === undefined ? [] : [{ method, type: upload, path: new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`) }],
);
const uploadType = ({ method, path }: Request): string | undefined =>
  uploads.find((upload) => upload.method === method && upload.path.test(path))?.type;

/** HTML forms can send neither JSON nor pictures, so other sites cannot make a browser send us a body that we would read. */
const requireKnownBody = (request: Request, _: Response, next: NextFunction): void => {
  const hasBody = request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  const type = uploadType(request);
  if (!hasBody || request.is(['application/json', ...(type === undefined ? [] : [type])])) next();
  else next(new AppError(type === undefined ? 'request.not_json' : 'picture.not_image'));
};

/**
 * Everything between the socket and the routes: correlation, security headers, the web app for what is not `/api`, JSON bodies. Uploads are left to be
 * read by their routes, once it is clear who sends them.
 * @param web takes the requests that are not for the API.
 */
export const prepareEdge = (app: NestExpressApplication, web: (request: Request, response: Response) => void): void => {
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(correlate);
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (!isApi(request.path)) return web(request, response);
    setHeaders(response, apiHeaders);
    next();
  });
  app.use(logRequests(app.get(Log)));
  app.use(requireKnownBody);
  app.useBodyParser('json', { limit: bodyLimit });
};
