import { Statistics } from '../entities/statistics.js';
import { endpoint, viewer } from './endpoint.js';

export const statisticsHttp = {
  statistics: endpoint('GET', '/api/statistics', viewer, 'Numbers about the library', { response: Statistics }),
} as const;
