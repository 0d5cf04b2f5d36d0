import { ArtifactSettings, ArtifactSettingsUpdate } from '../entities/artifact-settings.js';
import { admin, endpoint, viewer } from './endpoint.js';

/** What is made of files. */
export const artifactHttp = {
  getArtifactSettings: endpoint('GET', '/api/artifact-settings', viewer, 'What is made of each file without being asked for', {
    response: ArtifactSettings,
  }),
  updateArtifactSettings: endpoint('PATCH', '/api/artifact-settings', admin, 'Change some of it; what is then missing is made', {
    body: ArtifactSettingsUpdate,
    response: ArtifactSettings,
  }),
} as const;
