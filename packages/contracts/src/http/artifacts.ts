import { z } from 'zod';
import { ArtifactSettings, ArtifactSettingsUpdate } from '../entities/artifact-settings.js';
import { ArtifactCoverage, GenerateRequest } from '../entities/artifacts.js';
import { Job } from '../entities/job.js';
import { pageOf } from '../primitives.js';
import { admin, editor, endpoint, viewer } from './endpoint.js';

/** What is made of files. */
export const artifactHttp = {
  getArtifactSettings: endpoint('GET', '/api/artifact-settings', viewer, 'What is made of each file without being asked for', {
    response: ArtifactSettings,
  }),
  updateArtifactSettings: endpoint('PATCH', '/api/artifact-settings', admin, 'Change some of it; what is then missing is made', {
    body: ArtifactSettingsUpdate,
    response: ArtifactSettings,
  }),
  generateArtifacts: endpoint('POST', '/api/artifacts/generate', editor, 'Have artifacts of some videos made, those that lack or all', {
    body: GenerateRequest,
    response: Job,
    status: 202,
  }),
  artifactCoverage: endpoint('GET', '/api/artifacts/coverage', admin, 'How many videos have which artifact', {
    response: pageOf(ArtifactCoverage),
  }),
  tidyArtifacts: endpoint('POST', '/api/artifacts/tidy', admin, 'Look for objects in the store that belong to nothing, and remove them', {
    body: z.object({}).strict(),
    response: Job,
    status: 202,
  }),
} as const;
