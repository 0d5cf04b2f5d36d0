import { z } from 'zod';
import { ArtifactSettings, ArtifactSettingsUpdate, SampledKind } from '../entities/artifact-settings.js';
import { ArtifactCoverage, GenerateRequest } from '../entities/artifacts.js';
import { Job } from '../entities/job.js';
import { SheetLayout } from '../entities/media.js';
import { Id, pageOf } from '../primitives.js';
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
  sampleArtifact: endpoint('POST', '/api/artifacts/sample', admin, 'Make pictures or a preview of one video by the settings, to look at', {
    body: z.object({ videoId: Id, kind: SampledKind }).strict(),
    response: z.object({
      url: z.string().describe('There for an hour'),
      bytes: z.number().int().nonnegative(),
      seconds: z.number().nonnegative().describe('How long it took'),
      layout: SheetLayout.nullable().describe('Of small pictures; null for a preview'),
      videos: z.number().int().nonnegative().describe('How many there are to make it of'),
    }),
  }),
  artifactSample: endpoint('GET', '/api/artifacts/sample/:name', admin, 'What was made to look at', {
    params: z.object({ name: z.string().regex(/^[0-9a-f-]{36}\.(jpg|mp4)$/) }),
    bytes: 'image/jpeg or video/mp4',
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
