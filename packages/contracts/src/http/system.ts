import { z } from 'zod';
import { Health, Readiness, SystemStatus } from '../entities/status.js';
import { admin, endpoint, everybody, viewer } from './endpoint.js';

/** How the server is, and what it offers. */
export const systemHttp = {
  health: endpoint('GET', '/api/health', everybody, 'Whether the process lives', { response: Health }),
  ready: endpoint('GET', '/api/ready', everybody, 'Whether everything it needs is there (503 when not)', { response: Readiness }),
  systemStatus: endpoint('GET', '/api/db/status', admin, 'Schemas, rows, streams, storage, versions and warnings', {
    response: SystemStatus,
  }),
  openapi: endpoint('GET', '/api/openapi.json', viewer, 'This API as an OpenAPI 3.1 document', {
    response: z.record(z.string(), z.unknown()),
  }),
} as const;
